export function translate({message}: {message: string}, values: Record<string, unknown> = {}): string {
  return message.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}
