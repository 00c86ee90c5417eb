using Cabinet.Application.Commands;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Queue;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TransactionalEnqueueSqlite;

var database = args.Length > 0 ? args[0] : "shop-data/shop.db";
var builder = Host.CreateApplicationBuilder();
builder.Services
    .AddCabinet(cabinet => cabinet
        .UseRootKeyFile("shop-data/root.key")
        .AddJob<SendReceipt, SendReceiptHandler>("send-receipt", ShopJson.Default.SendReceipt))
    .AddSqliteStore(store => store.Path = database)
    .AddWorkers();
using var host = builder.Build();
await host.StartAsync();

var checkout = new Checkout(database, host.Services.GetRequiredService<IJobClient>());
await checkout.CreateAsync();
var declined = await checkout.PlaceAsync("Nobody", 12.50m, isPaid: false);
Console.WriteLine($"Order {declined} was rolled back, and its job with it.");
var placed = await checkout.PlaceAsync("Ada", 99.90m, isPaid: true);
Console.WriteLine($"Order {placed} was committed, and its job with it.");

await host.WaitForShutdownAsync(); // the handler ends the program
