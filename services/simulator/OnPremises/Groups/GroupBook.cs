namespace Tujenge.Simulator.OnPremises.Groups;

/// <summary>Groups of a business number.</summary>
internal sealed class GroupBook
{
    private readonly Dictionary<string, Group> _groups = [];
    private long _last;

    public IEnumerable<Group> All => _groups.Values;

    public Group Add(string creator, string subject, DateTimeOffset now)
    {
        // Two of one second must differ, also when one of them is gone again.
        _last = Math.Max(_last + 1, now.ToUnixTimeSeconds());
        var group = new Group($"{creator}-{_last}", creator, now) { Subject = subject };
        _groups.Add(group.Id, group);
        return group;
    }

    public Group? Find(string id) => _groups.GetValueOrDefault(id);

    public void Remove(Group group) => _groups.Remove(group.Id);
}

/// <summary>A group. Members join by its link, which nobody here follows: only the business is in it.</summary>
internal sealed class Group(string id, string creator, DateTimeOffset createdAt)
{
    public string Id { get; } = id;

    public string Creator { get; } = creator;

    public long CreationTime { get; } = createdAt.ToUnixTimeSeconds();

    public required string Subject { get; set; }

    /// <summary>Revoking the link makes another one.</summary>
    public int Invites { get; set; } = 1;

    public Picture? Icon { get; set; }

    public List<string> Admins { get; } = [creator];

    public List<string> Participants { get; } = [creator];
}
