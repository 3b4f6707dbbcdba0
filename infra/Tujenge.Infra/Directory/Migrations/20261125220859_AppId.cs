using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tujenge.Infra.Directory.Migrations
{
    /// <inheritdoc />
    public partial class AppId : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "app_id",
                schema: "directory",
                table: "channels",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "app_id",
                schema: "directory",
                table: "channels");
        }
    }
}
