using Tujenge.Cli;
using Tujenge.Cli.Shell;

return await TujengeCommand.RunAsync(args, new SystemShell());
