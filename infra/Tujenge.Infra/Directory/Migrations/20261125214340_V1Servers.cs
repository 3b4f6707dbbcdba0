using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tujenge.Infra.Directory.Migrations
{
    /// <inheritdoc />
    public partial class V1Servers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_channels_phone_number_id",
                schema: "directory",
                table: "channels");

            migrationBuilder.AddColumn<byte[]>(
                name: "callback_token_hash",
                schema: "directory",
                table: "channels",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "v1_base_url",
                schema: "directory",
                table: "channels",
                type: "character varying(512)",
                maxLength: 512,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "v1_password",
                schema: "directory",
                table: "channels",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "v1_username",
                schema: "directory",
                table: "channels",
                type: "character varying(256)",
                maxLength: 256,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_channels_callback_token_hash",
                schema: "directory",
                table: "channels",
                column: "callback_token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_channels_phone_number_id",
                schema: "directory",
                table: "channels",
                column: "phone_number_id",
                unique: true,
                filter: "phone_number_id <> ''");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_channels_callback_token_hash",
                schema: "directory",
                table: "channels");

            migrationBuilder.DropIndex(
                name: "ix_channels_phone_number_id",
                schema: "directory",
                table: "channels");

            migrationBuilder.DropColumn(
                name: "callback_token_hash",
                schema: "directory",
                table: "channels");

            migrationBuilder.DropColumn(
                name: "v1_base_url",
                schema: "directory",
                table: "channels");

            migrationBuilder.DropColumn(
                name: "v1_password",
                schema: "directory",
                table: "channels");

            migrationBuilder.DropColumn(
                name: "v1_username",
                schema: "directory",
                table: "channels");

            migrationBuilder.CreateIndex(
                name: "ix_channels_phone_number_id",
                schema: "directory",
                table: "channels",
                column: "phone_number_id",
                unique: true);
        }
    }
}
