using Microsoft.EntityFrameworkCore;

namespace TransactionalEnqueue;

/// <summary>The application's own tables, beside the store's schema in the same database.</summary>
internal sealed class Shop(DbContextOptions<Shop> options) : DbContext(options)
{
    public const string CreateSql =
        """
        CREATE SCHEMA IF NOT EXISTS shop;
        CREATE TABLE IF NOT EXISTS shop.orders (
          id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer text NOT NULL, total numeric NOT NULL)
        """;

    public DbSet<Order> Orders => Set<Order>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Order>(order =>
    {
        order.ToTable("orders", "shop");
        order.Property(each => each.Id).HasColumnName("id").UseIdentityAlwaysColumn();
        order.Property(each => each.Customer).HasColumnName("customer");
        order.Property(each => each.Total).HasColumnName("total");
    });
}
