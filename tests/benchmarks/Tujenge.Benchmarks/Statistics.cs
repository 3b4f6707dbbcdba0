namespace Tujenge.Benchmarks;

/// <summary>Quantiles of measured values.</summary>
internal static class Statistics
{
    /// <param name="values">At least one.</param>
    /// <param name="quantile">0.5 for the median.</param>
    public static double Quantile(IEnumerable<double> values, double quantile)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * quantile))];
    }
}
