using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tujenge.Inbound.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "inbound");

            migrationBuilder.CreateTable(
                name: "message_ids",
                schema: "inbound",
                columns: table => new
                {
                    channel_id = table.Column<Guid>(type: "uuid", nullable: false),
                    upstream_id = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    message_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_ids", x => new { x.channel_id, x.upstream_id });
                });

            migrationBuilder.CreateTable(
                name: "seen",
                schema: "inbound",
                columns: table => new
                {
                    channel_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: false),
                    callback_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_seen", x => new { x.channel_id, x.key });
                });

            migrationBuilder.CreateIndex(
                name: "ix_message_ids_seen_at",
                schema: "inbound",
                table: "message_ids",
                column: "seen_at");

            migrationBuilder.CreateIndex(
                name: "ix_seen_seen_at",
                schema: "inbound",
                table: "seen",
                column: "seen_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "message_ids",
                schema: "inbound");

            migrationBuilder.DropTable(
                name: "seen",
                schema: "inbound");
        }
    }
}
