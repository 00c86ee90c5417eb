using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using TransactionalEnqueueNpgsql;

var database = args.Length > 0 ? args[0] : "Host=localhost;Database=shop";
var builder = Host.CreateApplicationBuilder();
builder.Services
    .AddCabinet(cabinet => cabinet
        .UseRootKeyFile("shop-data/root.key")
        .AddJob<SendReceipt, SendReceiptHandler>("send-receipt", ShopJson.Default.SendReceipt))
    .AddPostgresStore(store => store.ConnectionString = database)
    .AddWorkers()
    .AddSingleton(NpgsqlDataSource.Create(database))
    .AddSingleton<Checkout>();
using var host = builder.Build();
await host.StartAsync();

var checkout = host.Services.GetRequiredService<Checkout>();
await checkout.CreateAsync();
var declined = await checkout.PlaceAsync("Nobody", 12.50m, isPaid: false);
Console.WriteLine($"Order {declined} was rolled back, and its job with it.");
var placed = await checkout.PlaceAsync("Ada", 99.90m, isPaid: true);
Console.WriteLine($"Order {placed} was committed, and its job with it.");

await host.WaitForShutdownAsync(); // the handler ends the program
