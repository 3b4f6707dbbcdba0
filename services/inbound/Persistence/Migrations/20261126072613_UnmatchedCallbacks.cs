using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Tujenge.Inbound.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class UnmatchedCallbacks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "unmatched",
                schema: "inbound",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    callback_id = table.Column<Guid>(type: "uuid", nullable: false),
                    phone_number_id = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    channel_id = table.Column<Guid>(type: "uuid", nullable: true),
                    app = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    problem = table.Column<int>(type: "integer", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unmatched", x => x.sequence);
                });

            migrationBuilder.CreateIndex(
                name: "ix_unmatched_callback_id_phone_number_id",
                schema: "inbound",
                table: "unmatched",
                columns: new[] { "callback_id", "phone_number_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_unmatched_phone_number_id",
                schema: "inbound",
                table: "unmatched",
                column: "phone_number_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "unmatched",
                schema: "inbound");
        }
    }
}
