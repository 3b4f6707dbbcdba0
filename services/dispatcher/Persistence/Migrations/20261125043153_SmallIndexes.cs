using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tujenge.Dispatcher.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class SmallIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_deliveries_channel_id_state_sequence",
                schema: "dispatcher",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_state_sequence",
                schema: "dispatcher",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_waiting",
                schema: "dispatcher",
                table: "deliveries");

            migrationBuilder.AlterTable(
                name: "deliveries",
                schema: "dispatcher")
                .Annotation("Npgsql:StorageParameter:fillfactor", 75);

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_channel_id_sequence",
                schema: "dispatcher",
                table: "deliveries",
                columns: new[] { "channel_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_set_aside",
                schema: "dispatcher",
                table: "deliveries",
                column: "sequence",
                filter: "state > 1");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_set_aside_by_channel",
                schema: "dispatcher",
                table: "deliveries",
                columns: new[] { "channel_id", "sequence" },
                filter: "state > 1");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_waiting",
                schema: "dispatcher",
                table: "deliveries",
                column: "sequence",
                filter: "state = 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_deliveries_channel_id_sequence",
                schema: "dispatcher",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_set_aside",
                schema: "dispatcher",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_set_aside_by_channel",
                schema: "dispatcher",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_waiting",
                schema: "dispatcher",
                table: "deliveries");

            migrationBuilder.AlterTable(
                name: "deliveries",
                schema: "dispatcher")
                .OldAnnotation("Npgsql:StorageParameter:fillfactor", 75);

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

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_waiting",
                schema: "dispatcher",
                table: "deliveries",
                column: "created_at",
                filter: "state = 0");
        }
    }
}
