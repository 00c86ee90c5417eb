using Cabinet.Samples.MakeSamples;

// Makes the photographs of the sample set again; samples/README.md says how to run it.
if (args is not [var folder])
{
    Console.Error.WriteLine("usage: dotnet run --project samples/MakeSamples -- samples/input");
    return 2;
}

NetVips.NetVips.Concurrency = 1;
foreach (var photograph in Catalogue.Photographs)
{
    var file = PhotographWriter.Write(photograph);
    var path = Path.Combine(folder, photograph.Path);
    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    await File.WriteAllBytesAsync(path, file);
    Console.WriteLine($"{file.Length,9:N0}  {photograph.Path}");
}

return 0;
