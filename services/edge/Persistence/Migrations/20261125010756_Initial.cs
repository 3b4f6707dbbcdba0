using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tujenge.Edge.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "edge");

            migrationBuilder.CreateTable(
                name: "dead_letters",
                schema: "edge",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    queue = table.Column<string>(type: "text", nullable: true),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: true),
                    message_types = table.Column<string>(type: "text", nullable: false),
                    channel_id = table.Column<Guid>(type: "uuid", nullable: true),
                    fault_type = table.Column<string>(type: "text", nullable: true),
                    fault_message = table.Column<string>(type: "text", nullable: true),
                    content_type = table.Column<string>(type: "text", nullable: true),
                    headers = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    fingerprint = table.Column<Guid>(type: "uuid", nullable: false),
                    moved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dead_letters", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_dead_letters_count",
                schema: "edge",
                table: "dead_letters",
                columns: new[] { "queue", "kind" },
                filter: "state = 0");

            migrationBuilder.CreateIndex(
                name: "ix_dead_letters_ended_at",
                schema: "edge",
                table: "dead_letters",
                column: "ended_at");

            migrationBuilder.CreateIndex(
                name: "ix_dead_letters_queue_id",
                schema: "edge",
                table: "dead_letters",
                columns: new[] { "queue", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_dead_letters_waiting",
                schema: "edge",
                table: "dead_letters",
                column: "fingerprint",
                unique: true,
                filter: "state = 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "dead_letters",
                schema: "edge");
        }
    }
}
