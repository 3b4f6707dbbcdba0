using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tujenge.Dispatcher.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class ReplayAndDiscard : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "discard_reason",
                schema: "dispatcher",
                table: "deliveries",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "replayed_at",
                schema: "dispatcher",
                table: "deliveries",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_channel_id_state_sequence",
                schema: "dispatcher",
                table: "deliveries",
                columns: new[] { "channel_id", "state", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_state_sequence",
                schema: "dispatcher",
                table: "deliveries",
                columns: new[] { "state", "sequence" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_deliveries_channel_id_state_sequence",
                schema: "dispatcher",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_state_sequence",
                schema: "dispatcher",
                table: "deliveries");

            migrationBuilder.DropColumn(
                name: "discard_reason",
                schema: "dispatcher",
                table: "deliveries");

            migrationBuilder.DropColumn(
                name: "replayed_at",
                schema: "dispatcher",
                table: "deliveries");
        }
    }
}
