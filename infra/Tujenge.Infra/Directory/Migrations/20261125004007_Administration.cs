using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Tujenge.Infra.Directory.Migrations
{
    /// <inheritdoc />
    public partial class Administration : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "messages_per_second",
                schema: "directory",
                table: "channels",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "requests_per_second",
                schema: "directory",
                table: "channels",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "tenant_id",
                schema: "directory",
                table: "channels",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "upstream",
                schema: "directory",
                table: "channels",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "expires_at",
                schema: "directory",
                table: "api_keys",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "last_used_at",
                schema: "directory",
                table: "api_keys",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "start",
                schema: "directory",
                table: "api_keys",
                type: "character varying(16)",
                maxLength: 16,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "audit",
                schema: "directory",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    action = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    subject = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    channel_id = table.Column<Guid>(type: "uuid", nullable: true),
                    details = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "tenants",
                schema: "directory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tenants", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_channels_tenant_id",
                schema: "directory",
                table: "channels",
                column: "tenant_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_channel_id_sequence",
                schema: "directory",
                table: "audit",
                columns: new[] { "channel_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_tenants_name",
                schema: "directory",
                table: "tenants",
                column: "name",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_channels_tenants_tenant_id",
                schema: "directory",
                table: "channels",
                column: "tenant_id",
                principalSchema: "directory",
                principalTable: "tenants",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_channels_tenants_tenant_id",
                schema: "directory",
                table: "channels");

            migrationBuilder.DropTable(
                name: "audit",
                schema: "directory");

            migrationBuilder.DropTable(
                name: "tenants",
                schema: "directory");

            migrationBuilder.DropIndex(
                name: "ix_channels_tenant_id",
                schema: "directory",
                table: "channels");

            migrationBuilder.DropColumn(
                name: "messages_per_second",
                schema: "directory",
                table: "channels");

            migrationBuilder.DropColumn(
                name: "requests_per_second",
                schema: "directory",
                table: "channels");

            migrationBuilder.DropColumn(
                name: "tenant_id",
                schema: "directory",
                table: "channels");

            migrationBuilder.DropColumn(
                name: "upstream",
                schema: "directory",
                table: "channels");

            migrationBuilder.DropColumn(
                name: "expires_at",
                schema: "directory",
                table: "api_keys");

            migrationBuilder.DropColumn(
                name: "last_used_at",
                schema: "directory",
                table: "api_keys");

            migrationBuilder.DropColumn(
                name: "start",
                schema: "directory",
                table: "api_keys");
        }
    }
}
