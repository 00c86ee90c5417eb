using Cabinet.Host.Commands;

return await CabinetCommandLine.RunAsync(args);
