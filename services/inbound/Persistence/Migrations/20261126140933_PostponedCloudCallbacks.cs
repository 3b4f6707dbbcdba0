using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tujenge.Inbound.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class PostponedCloudCallbacks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_cloud",
                schema: "inbound",
                table: "postponed",
                type: "boolean",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "is_cloud",
                schema: "inbound",
                table: "postponed");
        }
    }
}
