import type { DriveLister } from './drive.ts'
import { createLinuxLister } from './linux.ts'
import { createMacLister } from './macos.ts'
import { createWindowsLister } from './windows.ts'

/**
 * The drives of this computer.
 *
 * @param testSys a folder that stands for /sys, so that a test can call a loop device a stick; Linux only
 */
export function createDriveLister(testSys?: string): DriveLister {
  if (process.platform === 'win32') return createWindowsLister()
  if (process.platform === 'darwin') return createMacLister()
  return createLinuxLister(testSys === undefined ? {} : { sys: testSys })
}
