using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tujenge.Infra.Directory.Migrations
{
    /// <inheritdoc />
    public partial class TemplateChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "changes",
                schema: "directory",
                table: "template_lists",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "read_after",
                schema: "directory",
                table: "template_lists",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "changes",
                schema: "directory",
                table: "template_lists");

            migrationBuilder.DropColumn(
                name: "read_after",
                schema: "directory",
                table: "template_lists");
        }
    }
}
