/** Whether bytes are one of the XML files of SIECLE, by root element alone: names say nothing. */

/** @param head the first bytes of a file, 4 kB or more; of an XML file, not of a ZIP around it. */
export function looksLikeSiecle(_head: Uint8Array): boolean {
  return false
}
