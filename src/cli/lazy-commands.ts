// Commands that are loaded when they are called for: to list them takes neither their options nor the library.
import type { Command } from "commander"
import type { Context } from "./context.ts"

/** Gives a command its options and its work. */
type Define = (command: Command, context: Context) => void

export interface LazyCommand {
  readonly name: string
  readonly description: string
  readonly argument?: readonly [name: string, description: string]
  readonly hasOptions: boolean
  readonly load: () => Promise<Define>
}

export function addLazyCommands(parent: Command, commands: readonly LazyCommand[], context: Context): void {
  const byCommand = new Map<Command, LazyCommand>()
  for (const lazy of commands) {
    const command = parent.command(lazy.name).description(lazy.description)
    if (lazy.argument !== undefined) command.argument(...lazy.argument)
    byCommand.set(command, lazy)
  }
  const byDefault = parent.createHelp()
  parent.configureHelp({
    subcommandTerm: (command) => {
      const hasOptions = byCommand.get(command)?.hasOptions === true && command.options.length === 0
      const term = byDefault.subcommandTerm(command)
      return hasOptions ? term.replace(command.name(), `${command.name()} [options]`) : term
    },
  })
  parent.hook("preSubcommand", async (_, command) => {
    const define = await byCommand.get(command)?.load()
    define?.(command, context)
  })
}
