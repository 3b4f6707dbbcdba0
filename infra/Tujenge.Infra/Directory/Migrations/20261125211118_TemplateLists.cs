using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tujenge.Infra.Directory.Migrations
{
    /// <inheritdoc />
    public partial class TemplateLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "template_lists",
                schema: "directory",
                columns: table => new
                {
                    account = table.Column<string>(type: "text", nullable: false),
                    waba_id = table.Column<string>(type: "text", nullable: false),
                    @namespace = table.Column<string>(name: "namespace", type: "text", nullable: false),
                    templates = table.Column<string>(type: "text", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_template_lists", x => x.account);
                });

            migrationBuilder.CreateIndex(
                name: "ix_template_lists_waba_id",
                schema: "directory",
                table: "template_lists",
                column: "waba_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "template_lists",
                schema: "directory");
        }
    }
}
