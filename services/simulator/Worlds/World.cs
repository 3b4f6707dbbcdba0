using Tujenge.Simulator.Callbacks;
using Tujenge.Simulator.Faults;
using Tujenge.Simulator.Graph.Media;
using Tujenge.Simulator.Graph.Profile;
using Tujenge.Simulator.Graph.Templates;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.OnPremises;
using Tujenge.Simulator.OnPremises.Logins;
using Tujenge.Simulator.Phones;
using Tujenge.Simulator.Receiver;
using Tujenge.Simulator.Sending;

namespace Tujenge.Simulator.Worlds;

/// <summary>
/// Everything that can change, but the clock. A reset starts a new world; whatever still belongs to the old one is
/// dropped when it is met.
/// </summary>
internal sealed class World(SimulatorOptions options, long seed, bool isRepeatable)
{
    public NumberBook Numbers { get; } = new(options.Numbers);

    public PhoneBook Phones { get; } = new(options.Memory, options.UnknownNumbersExist);

    public TemplateBooks Templates { get; } = new();

    public MediaBook Media { get; } = new();

    public LoginBook Logins { get; } = new(seed);

    public AccountBook Accounts { get; } = new();

    public ProfileBook Profiles { get; } = new();

    public FaultPlan Faults { get; } = new();

    public BoundedLog<CallEntry> Calls { get; } = new(options.Memory);

    public BoundedLog<CallbackEntry> Callbacks { get; } = new(options.Memory);

    /// <summary>What the built-in webhook got; enough to look at.</summary>
    public BoundedLog<ReceivedCall> Received { get; } = new(100);

    public long Seed => seed;

    /// <summary>Somebody chose the seed, to see the same again: then callbacks of all conversations keep one order too.</summary>
    public bool IsRepeatable => isRepeatable;
}
