namespace Tujenge.Cli.Doctor;

/// <summary>Looks at one part of the installation. Changes nothing.</summary>
internal interface ICheck
{
    /// <summary>What is looked at, in a word or two.</summary>
    string Name { get; }

    /// <summary>Looks. What it throws becomes a finding, too.</summary>
    Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken);
}
