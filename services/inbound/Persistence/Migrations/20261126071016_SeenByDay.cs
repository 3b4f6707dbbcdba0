using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tujenge.Inbound.Persistence.Migrations
{
    /// <summary>A ring of ten days in place of one table. Partitions are nothing that the model knows of.</summary>
    public partial class SeenByDay : Migration
    {
        private const int Slots = 10;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                alter table inbound.seen rename to seen_before;
                alter table inbound.seen_before rename constraint pk_seen to pk_seen_before;
                create table inbound.seen (
                    slot smallint not null,
                    channel_id uuid not null,
                    key character varying(1024) not null,
                    callback_id uuid not null,
                    seen_at timestamp with time zone not null,
                    constraint pk_seen primary key (slot, channel_id, key)
                ) partition by list (slot);
                """);
            for (var slot = 0; slot < Slots; slot++)
            {
                migrationBuilder.Sql($"create table inbound.seen_{slot} partition of inbound.seen for values in ({slot});");
            }

            // Whatever is older than eight days would land in the slot of another day.
            migrationBuilder.Sql(
                """
                insert into inbound.seen (slot, channel_id, key, callback_id, seen_at)
                select floor(extract(epoch from seen_at) / 86400)::bigint % 10, channel_id, key, callback_id, seen_at
                from inbound.seen_before
                where floor(extract(epoch from seen_at) / 86400) >= floor(extract(epoch from now()) / 86400) - 8;
                drop table inbound.seen_before;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                alter table inbound.seen rename to seen_by_day;
                alter table inbound.seen_by_day rename constraint pk_seen to pk_seen_by_day;
                create table inbound.seen (
                    channel_id uuid not null,
                    key character varying(1024) not null,
                    callback_id uuid not null,
                    seen_at timestamp with time zone not null,
                    constraint pk_seen primary key (channel_id, key)
                );
                create index ix_seen_seen_at on inbound.seen (seen_at);
                insert into inbound.seen (channel_id, key, callback_id, seen_at)
                select distinct on (channel_id, key) channel_id, key, callback_id, seen_at
                from inbound.seen_by_day
                order by channel_id, key, seen_at, callback_id;
                drop table inbound.seen_by_day;
                """);
        }
    }
}
