using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Tujenge.Sender.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "sender");

            migrationBuilder.CreateTable(
                name: "messages",
                schema: "sender",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    message_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    upstream_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    channel_id = table.Column<Guid>(type: "uuid", nullable: false),
                    recipient = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    conversation = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    is_open = table.Column<bool>(type: "boolean", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    accepted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    sending_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    error_code = table.Column<int>(type: "integer", nullable: true),
                    error_details = table.Column<string>(type: "text", nullable: true),
                    event_pending = table.Column<bool>(type: "boolean", nullable: false),
                    trace_parent = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_messages", x => x.sequence);
                });

            migrationBuilder.CreateIndex(
                name: "ix_messages_accepted_at",
                schema: "sender",
                table: "messages",
                column: "accepted_at");

            migrationBuilder.CreateIndex(
                name: "ix_messages_channel_id_upstream_id",
                schema: "sender",
                table: "messages",
                columns: new[] { "channel_id", "upstream_id" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_due",
                schema: "sender",
                table: "messages",
                columns: new[] { "due_at", "sequence" },
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "ix_messages_event_pending",
                schema: "sender",
                table: "messages",
                column: "failed_at",
                filter: "event_pending");

            migrationBuilder.CreateIndex(
                name: "ix_messages_lane",
                schema: "sender",
                table: "messages",
                columns: new[] { "channel_id", "conversation", "sequence" },
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "ix_messages_message_id",
                schema: "sender",
                table: "messages",
                column: "message_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_messages_unanswered",
                schema: "sender",
                table: "messages",
                column: "sending_at",
                filter: "state = 1 and upstream_id is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "messages",
                schema: "sender");
        }
    }
}
