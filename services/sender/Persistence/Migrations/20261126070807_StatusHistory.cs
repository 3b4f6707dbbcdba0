using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tujenge.Sender.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class StatusHistory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "upstream_id",
                schema: "sender",
                table: "messages",
                type: "character varying(512)",
                maxLength: 512,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(256)",
                oldMaxLength: 256,
                oldNullable: true);

            migrationBuilder.CreateTable(
                name: "status_changes",
                schema: "sender",
                columns: table => new
                {
                    message_sequence = table.Column<long>(type: "bigint", nullable: false),
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    group_member = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    error_code = table.Column<int>(type: "integer", nullable: true),
                    error_title = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    error_details = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_status_changes", x => new { x.message_sequence, x.event_id });
                    table.ForeignKey(
                        name: "fk_status_changes_messages_message_sequence",
                        column: x => x.message_sequence,
                        principalSchema: "sender",
                        principalTable: "messages",
                        principalColumn: "sequence",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "status_changes",
                schema: "sender");

            migrationBuilder.AlterColumn<string>(
                name: "upstream_id",
                schema: "sender",
                table: "messages",
                type: "character varying(256)",
                maxLength: 256,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(512)",
                oldMaxLength: 512,
                oldNullable: true);
        }
    }
}
