using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tujenge.Sender.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class FindMessages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_messages_channel_id_state_sequence",
                schema: "sender",
                table: "messages",
                columns: new[] { "channel_id", "state", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_conversation_sequence",
                schema: "sender",
                table: "messages",
                columns: new[] { "conversation", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_state_sequence",
                schema: "sender",
                table: "messages",
                columns: new[] { "state", "sequence" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_messages_channel_id_state_sequence",
                schema: "sender",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_messages_conversation_sequence",
                schema: "sender",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_messages_state_sequence",
                schema: "sender",
                table: "messages");
        }
    }
}
