using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tujenge.Inbound.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class PostponedCallbacks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "postponed",
                schema: "inbound",
                columns: table => new
                {
                    callback_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel_id = table.Column<Guid>(type: "uuid", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_postponed", x => x.callback_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_postponed_due_at",
                schema: "inbound",
                table: "postponed",
                column: "due_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "postponed",
                schema: "inbound");
        }
    }
}
