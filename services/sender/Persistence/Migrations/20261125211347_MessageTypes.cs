using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tujenge.Sender.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class MessageTypes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "type",
                schema: "sender",
                table: "messages",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "type",
                schema: "sender",
                table: "messages");
        }
    }
}
