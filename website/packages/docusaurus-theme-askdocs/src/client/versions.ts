import globalData from '@generated/globalData';

interface DocsGlobalData {
  versions: {name: string; label: string}[];
}

/** What the site calls a version; empty where naming it tells the reader nothing. */
export function versionLabel(name: string): string {
  const instances = Object.values(globalData['docusaurus-plugin-content-docs'] ?? {}) as DocsGlobalData[];
  const versions = instances.find((docs) => docs.versions.some((version) => version.name === name))?.versions;
  if (!versions) {
    return name;
  }
  return versions.length > 1 ? (versions.find((version) => version.name === name)?.label ?? name) : '';
}
