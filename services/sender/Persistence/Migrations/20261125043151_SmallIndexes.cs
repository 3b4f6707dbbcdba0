using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tujenge.Sender.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class SmallIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_messages_channel_id_state_sequence",
                schema: "sender",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_messages_state_sequence",
                schema: "sender",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_messages_unanswered",
                schema: "sender",
                table: "messages");

            migrationBuilder.AlterTable(
                name: "messages",
                schema: "sender")
                .Annotation("Npgsql:StorageParameter:fillfactor", 75);

            migrationBuilder.CreateIndex(
                name: "ix_messages_channel_id_sequence",
                schema: "sender",
                table: "messages",
                columns: new[] { "channel_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_failed",
                schema: "sender",
                table: "messages",
                column: "sequence",
                filter: "failed_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_messages_unanswered",
                schema: "sender",
                table: "messages",
                column: "sequence",
                filter: "upstream_id is null and failed_at is null and not is_open");

            migrationBuilder.CreateIndex(
                name: "ix_messages_undelivered",
                schema: "sender",
                table: "messages",
                column: "sequence",
                filter: "delivered_at is null and read_at is null and failed_at is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_messages_channel_id_sequence",
                schema: "sender",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_messages_failed",
                schema: "sender",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_messages_unanswered",
                schema: "sender",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_messages_undelivered",
                schema: "sender",
                table: "messages");

            migrationBuilder.AlterTable(
                name: "messages",
                schema: "sender")
                .OldAnnotation("Npgsql:StorageParameter:fillfactor", 75);

            migrationBuilder.CreateIndex(
                name: "ix_messages_channel_id_state_sequence",
                schema: "sender",
                table: "messages",
                columns: new[] { "channel_id", "state", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_state_sequence",
                schema: "sender",
                table: "messages",
                columns: new[] { "state", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_unanswered",
                schema: "sender",
                table: "messages",
                column: "sending_at",
                filter: "state = 1 and upstream_id is null");
        }
    }
}
