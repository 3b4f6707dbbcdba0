using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tujenge.Infra.Directory.Migrations
{
    /// <inheritdoc />
    public partial class SentStatus : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "sent_status",
                schema: "directory",
                table: "channels",
                type: "boolean",
                nullable: false,
                defaultValue: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "sent_status",
                schema: "directory",
                table: "channels");
        }
    }
}
