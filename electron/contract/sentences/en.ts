import type { Sentences } from './sentence.ts'

/** What failed and why, then what to do. See `sentence.ts` for `{{…}}` and `[…]`. */
export const en: Sentences = {
  internal: {
    what: 'Trousse met an unexpected error.',
    todo: 'Try again. If it comes back, copy the details and add them to your report: they hold no pupil’s data.',
  },
  cancelled: {
    what: 'You stopped the operation.',
    todo: 'Nothing was left half done. Start it again whenever you like.',
  },
  'invalid-request': { what: 'A value was not accepted[ ({{field}})].', todo: 'Correct it and try again.' },
  'not-found': {
    what: 'This no longer exists.',
    todo: 'It was probably removed in the meantime: go back to the list, which is up to date.',
  },
  'forbidden-sender': {
    what: 'Trousse refused a request that did not come from its own window.',
    todo: 'Close Trousse and open it again.',
  },
  'demo-only': {
    what: 'This exists only in the demonstration.',
    todo: 'Open the demonstration school from the settings to try it.',
  },
  'demo-refuses-real-data': {
    what: 'The demonstration does not accept real data.',
    todo: 'Leave the demonstration, create your space, then add your school platform or your file.',
  },
  'vault-missing': {
    what: 'The key to your data cannot be found on this computer.',
    todo: 'Use your recovery code, or put back a backup of Trousse’s folder.',
  },
  'vault-locked': { what: 'Your data are locked.', todo: 'Type your passphrase or your recovery code.' },
  'vault-wrong-passphrase': {
    what: 'This passphrase does not open your data.',
    todo: 'Check capital letters and the keyboard layout, or use your recovery code.',
  },
  'vault-wrong-recovery-code': {
    what: 'This recovery code does not open your data.',
    todo: 'Copy it from the printed sheet: five groups of five characters; capitals and dashes do not matter.',
  },
  'vault-weak-passphrase': {
    what: 'This passphrase would be too easy to guess.',
    todo: 'Use at least[ {{minimum}} characters, for example] four unrelated words.',
  },
  'vault-os-key-lost': {
    what: 'The computer’s keychain no longer opens your data: the session or the account has changed.',
    todo: 'Use your recovery code: Trousse will put the key back in the keychain.',
  },
  'vault-damaged': {
    what: 'The file that keeps the key to your data is damaged.',
    todo: 'Put back a backup of Trousse’s folder, then try again. Nothing was deleted.',
  },
  'vault-too-new': {
    what: 'These data were made by a newer version of Trousse.',
    todo: 'Update Trousse, then open it again. Nothing was changed.',
  },
  'store-too-new': {
    what: 'Your data were saved by a newer version of Trousse[ (format {{found}}, this version reads up to {{known}})].',
    todo: 'Update Trousse, then open it again. Nothing was changed.',
  },
  'store-not-ours': {
    what: 'The file found in place of your data is not a Trousse database.',
    todo: 'Open the folder and put back the right file or a backup. Nothing was changed.',
  },
  'store-damaged': {
    what: 'The file of your data is damaged and cannot be read.',
    todo: 'Put back the last backup: the damaged file will be set aside, never deleted.',
  },
  'store-wrong-key': {
    what: 'The key that was found does not open this data file.',
    todo: 'If the folder comes from another computer, use the recovery code printed with it. Otherwise put back a backup.',
  },
  'store-missing': {
    what: 'The file of your data has gone from its folder.',
    todo: 'Open the folder to check, put it back, or restore a backup.',
  },
  'store-network-drive': {
    what: 'Your data are on a network drive, where they could be damaged.',
    todo: 'Put Trousse’s folder on the computer’s own disk.',
  },
  'store-busy': {
    what: 'Your data are already open elsewhere.',
    todo: 'Close the other window or terminal that uses Trousse, then try again.',
  },
  'disk-full': {
    what: 'The disk is full.',
    todo: 'Free some space or choose another drive, then try again. Nothing was written halfway.',
  },
  'disk-read-only': {
    what: 'This drive is write-protected.',
    todo: 'Remove the protection (the small latch on the stick or card) or choose another drive.',
  },
  'disk-gone': {
    what: 'The drive was removed during the writing.',
    todo: 'Plug it in again and start over: no incomplete file was left under a final name.',
  },
  'file-access-denied': {
    what: 'The computer refuses access to the file[ “{{file}}”].',
    todo: 'Close the program that uses it, or choose a folder you can write to.',
  },
  'network-unreachable': {
    what: 'The server[ {{host}}] did not answer.',
    todo: 'Your local data are still there. Try again in a few minutes.',
  },
  'network-dns': {
    what: 'The address[ {{host}}] cannot be found from this computer.',
    todo: 'Check the address and the school’s connection.',
  },
  'network-timeout': {
    what: 'The server[ {{host}}] took too long to answer.',
    todo: 'It is probably overloaded: try again in a few minutes. Nothing was changed.',
  },
  'network-tls': {
    what: 'The connection to the server[ {{host}}] is not safe: its certificate could not be verified.',
    todo: 'Check the computer’s date, then ask the IT team whether the network filters connections.',
  },
  'network-own-down': {
    what: 'This computer is no longer connected to the network.',
    todo: 'Check the Wi-Fi or the cable. Everything already here still works, exporting and printing included.',
  },
  'address-refused': {
    what: 'This address is not accepted.',
    todo: 'Give the full address of the server, starting with https://, without a user name in it.',
  },
  'redirect-loop': {
    what: 'The server[ {{host}}] keeps sending from one page to another.',
    todo: 'The failure is on its side. Try again later; your local data do not move.',
  },
  'response-too-large': {
    what: 'The server[ {{host}}] sent an answer of an abnormal size.',
    todo: 'Nothing was changed. Try again later; if it lasts, copy the details for the IT team.',
  },
  'response-not-json': {
    what: 'The server[ {{host}}] answered with a web page instead of the data.',
    todo: 'This is often a maintenance or a sign-in page. Nothing was changed; try again later.',
  },
  'response-truncated': {
    what: 'The answer of the server[ {{host}}] stopped on the way.',
    todo: 'Nothing was changed. Start the synchronisation again.',
  },
  'response-unexpected': {
    what: 'The server[ {{host}}] answered something that Trousse cannot read.',
    todo: 'Nothing was changed. Try again; if it lasts, copy the details for the IT team.',
  },
  'server-maintenance': {
    what: 'The platform shows a maintenance page.',
    todo: 'Wait for it to come back; your local data can be used meanwhile.',
  },
  'server-overloaded': {
    what: 'The platform is overloaded and refuses new requests[ for {{seconds}} s].',
    todo: 'Trousse will try again by itself, without insisting. You can go on with your local data.',
  },
  'server-quota': {
    what: 'The platform says that its consultation limit is reached.',
    todo: 'The limit lifts by itself, often within the hour. Your local data can be used meanwhile.',
  },
  'server-error': {
    what: 'The platform answered with an error[ ({{status}})].',
    todo: 'The failure is on its side. Nothing was changed; try again later.',
  },
  'login-door-down': {
    what: 'The platform’s sign-in page is down.',
    todo: 'Your credentials are not at fault: no need to change them. Try again later.',
  },
  'credentials-refused': {
    what: 'The platform refused the stored credentials.',
    todo: 'Check the client id and secret with whoever runs the platform, then type them again.',
  },
  'account-locked': {
    what: 'The platform has locked the account.',
    todo: 'Trousse does not insist, so as not to make it worse. Ask whoever runs the platform to unlock it.',
  },
  'ip-suspended': {
    what: 'The server[ {{host}}] has suspended the Internet address you ask it from.',
    todo: 'Trousse stops for several hours: insisting would make the suspension longer. Tell whoever runs the platform or PRONOTE.',
  },
  'session-expired': {
    what: 'Your session[ on {{host}}] has expired.',
    todo: 'Open the platform from its source and log in again.',
  },
  'second-factor-needed': {
    what: 'The service[ {{host}}] wants to check that it is really you.',
    todo: 'Open this source in Trousse and answer the question: it is not asked again on this computer.',
  },
  'service-closed-to-apps': {
    what: 'The site[ {{host}}] does not open its data to applications.',
    todo: 'Ask whoever runs the site to enable web services for the mobile app. Meanwhile, add its calendar by its address.',
  },
  'too-many-requests': {
    what: 'The platform asks to slow down[ and wait {{seconds}} s].',
    todo: 'Nothing to do: Trousse waits, then goes on.',
  },
  'source-empty': {
    what: 'The source answered with nothing: no pupil, no lesson, no assignment.',
    todo: 'Trousse did not believe it and changed nothing. Try again later.',
  },
  'calendar-not-ical': {
    what: 'This address[ ({{host}})] does not give a calendar.',
    todo: 'Copy the calendar link (iCal) from PRONOTE, École Directe or Moodle again, then paste all of it here.',
  },
  'calendar-link-dead': {
    what: 'This calendar link no longer works[ ({{host}})].',
    todo: 'It was probably renewed or closed by the school: copy a new one, remove this source and add it again.',
  },
  'source-incomplete': {
    what: 'The source sent only part of its data.',
    todo: 'Nothing was changed. Start the synchronisation again later.',
  },
  'source-held': {
    what: 'This synchronisation would remove too many people at once: it waits for your decision.',
    todo: 'Open Sources to see the list, then accept or refuse.',
  },
  'sync-running': {
    what: 'A synchronisation of this source is already running.',
    todo: 'Wait for it to end, or stop it.',
  },
  'capture-no-window': {
    what: 'The window of your platform is not open.',
    todo: 'Open it from Trousse, go to the page you want, then capture it.',
  },
  'capture-nothing-read': {
    what: 'This page shows neither a table nor a list.',
    todo: 'Wait until it has loaded, or go to the class list or homework page, then capture again.',
  },
  'capture-login-needed': {
    what: 'The platform asks you to log in.',
    todo: 'Log in in its window as usual, then capture again. Trousse sees neither your name nor your password.',
  },
  'capture-not-recognised': {
    what: 'Trousse recognised neither a class list nor homework on this page.',
    todo: 'Show a list with its column titles (name, first name, class, or subject, date, work), then capture again.',
  },
  'capture-class-unknown': {
    what: 'This page does not say which class it is about.',
    todo: 'Give the class in the preview, then confirm.',
  },
  'capture-page-failed': {
    what: 'The page could not be read to its end.',
    todo: 'Reload it in the platform’s window, wait until it is complete, then capture again. Nothing was changed.',
  },
  'capture-unavailable': {
    what: 'There is no window here to open your platform in.',
    todo: 'Use the Trousse application, not the terminal.',
  },
  'file-empty': { what: 'This file is empty.', todo: 'Export it again from the platform, then choose it here.' },
  'file-too-large': {
    what: 'This file is too large for a list of pupils.',
    todo: 'Check that it is the right one, or export the classes one by one.',
  },
  'file-unreadable': {
    what: 'This file is damaged or cannot be read.',
    todo: 'Open it in a spreadsheet, save it again as .xlsx or .csv, then try again.',
  },
  'file-password-protected': {
    what: 'This workbook is protected by a password.',
    todo: 'Open it in your spreadsheet, save a copy without a password, then choose the copy.',
  },
  'file-kind-unknown': {
    what: 'Trousse does not read this kind of file.',
    todo: 'Choose a .csv, .xlsx, .xls or .ods file, a SIECLE or OneRoster export, an .ics calendar or a Trousse pack.',
  },
  'file-kind-document': {
    what: 'A PDF or a word-processor document cannot be read as a list.',
    todo: 'Ask for the same list as CSV or Excel. In PRONOTE: show the list, then “Copier la liste (format CSV)”, or copy it and paste it here.',
  },
  'file-kind-image': {
    what: 'A picture or a screenshot cannot be read as a list.',
    todo: 'Export the list as CSV or Excel, or select it on screen, copy it and paste it here.',
  },
  'file-kind-archive': {
    what: 'This archive holds no SIECLE export, no OneRoster export and no Trousse pack.',
    todo: 'Unpack it, then choose the files in it.',
  },
  'file-kind-page': {
    what: 'This saved web page holds no table.',
    todo: 'In your browser, select the list, copy it and paste it here; or ask for the CSV or Excel export.',
  },
  'file-kind-vcard': {
    what: 'Trousse does not read contact cards (vCard) yet.',
    todo: 'In your address book, export the contacts as CSV, add a “Pupil” column, then choose that file.',
  },
  'file-kind-timetable': {
    what: 'This STS or EDT file does not hold the pupils’ contact details.',
    todo: 'Ask the school office for the SIECLE files “ElevesSansAdresses” and “ResponsablesAvecAdresses”.',
  },
  'file-kind-hand-back': {
    what: 'This file is work handed in by a pupil, not a list.',
    todo: 'Open the Handed in page and choose Collect work, or drop it on that page.',
  },
  'file-no-header': {
    what: 'No line of headings was found in this file.',
    todo: 'Check that one line has headings such as “Nom”, “Prénom”, “Classe”.',
  },
  'file-column-missing': {
    what: 'No column gives the pupils’ names.',
    todo: 'Say which column holds the family name, or the full name.',
  },
  'file-class-unknown': { what: 'The file does not say which class it is.', todo: 'Give the class, then go on.' },
  'file-row-refused': {
    what: 'A line could not be read[ (line {{line}})].',
    todo: 'Correct it in the file, or go on without it.',
  },
  'file-nothing-usable': {
    what: 'This file holds no pupil that Trousse can read.',
    todo: 'Check the chosen columns; otherwise export the list again.',
  },
  'file-damaged': {
    what: 'The file[ “{{file}}”] is damaged or cut short[: it cannot be read from line {{line}} on].',
    todo: 'Ask for it or export it again, without opening and saving it in another program. Nothing was changed.',
  },
  'file-unsafe': {
    what: 'The file[ “{{file}}”] holds a dangerous construct[: line {{line}}] that Trousse does not open.',
    todo: 'An ordinary export holds none: ask whoever made it for the file. Nothing was changed.',
  },
  'file-part-missing': {
    what: 'A file is missing[: “{{file}}”].',
    todo: 'Choose it together with the others.',
  },
  'file-field-missing': {
    what: 'A column[, “{{field}}”,] is missing from the file[ “{{file}}”].',
    todo: 'Export it again with all its columns and its header row.',
  },
  'file-two-schools': {
    what: 'These files come from two schools[: {{first}} and {{second}}].',
    todo: 'Import them one school after the other.',
  },
  'document-empty': {
    what: 'This document[, “{{file}}”,] is empty.',
    todo: 'Open it to check, then choose the right file.',
  },
  'document-too-large': {
    what: 'This document[, “{{file}}”,] is too large[: the limit is {{limit:bytes}}].',
    todo: 'Make it smaller or share it another way, then try again.',
  },
  'document-unreadable': {
    what: 'This document[, “{{file}}”,] cannot be read.',
    todo: 'Check that it is still there and opens, then try again.',
  },
  'portraits-off': {
    what: 'Trousse keeps no photos: you chose so in the settings.',
    todo: 'Allow photos in Settings to add some.',
  },
  'hand-back-damaged': {
    what: 'This hand-in[, “{{file}}”,] is damaged or incomplete.',
    todo: 'Ask the pupil to open the pack and save the work again, or to give you the files as they are. Nothing was changed.',
  },
  'hand-back-too-new': {
    what: 'This hand-in[, “{{file}}”,] comes from a pack made by a newer version of Trousse.',
    todo: 'Update Trousse, then collect it again.',
  },
  'handed-in-too-large': {
    what: 'This file[, “{{file}}”,] is larger than what Trousse collects[ ({{limit:bytes}})].',
    todo: 'Keep it on your computer, or ask the pupil for a lighter version.',
  },
  'handed-in-too-many': {
    what: 'This folder holds too many files[: more than {{limit}}].',
    todo: 'Choose the folder of one class, or of one assignment.',
  },
  'handed-in-unreadable': {
    what: 'This file[, “{{file}}”,] could not be read.',
    todo: 'Check that the stick is still plugged in, then start again: what was collected already will not be collected twice.',
  },
  'handed-in-archive-unsafe': {
    what: 'This archive[, “{{file}}”,] holds a dangerous construct or cannot be read: Trousse does not open it.',
    todo: 'Ask the pupil to send the files one by one. Nothing was taken from it.',
  },
  'handed-in-archive-locked': {
    what: 'This archive[, “{{file}}”,] is protected by a password.',
    todo: 'Unpack it with its password, then collect the files it holds.',
  },
  'handed-in-nothing': {
    what: 'There is no work to collect here.',
    todo: 'Choose the “.rendu.json” files saved from packs, or the folder that holds the work.',
  },
  'handed-in-demo-forms-only': {
    what: 'The demonstration only collects forms of its own packs.',
    todo: 'For real work, leave the demonstration and open your own space.',
  },
  'handed-in-nothing-to-export': {
    what: 'Nobody has handed anything in here yet.',
    todo: 'Collect the work first, then export it.',
  },
  'handed-in-not-in-mailbox': {
    what: 'This message is no longer in the inbox.',
    todo: 'Move it back to the inbox in your mail program, or save its files and collect them.',
  },
  'pack-too-new': { what: 'This pack was made by a newer version of Trousse.', todo: 'Update Trousse to open it.' },
  'pack-damaged': {
    what: 'This pack is incomplete or damaged[: {{file}}].',
    todo: 'Copy it again from the original, or make it again.',
  },
  'pack-wrong-passphrase': {
    what: 'This passphrase does not open the pack.',
    todo: 'Check it: each pack has its own, given when it was made.',
  },
  'pack-without-roster': {
    what: 'This pack does not hold the class list: it is the one given to families.',
    todo: 'Ask your colleague for the “teacher” pack of this class.',
  },
  'pack-not-a-pack': { what: 'This file is not a Trousse pack.', todo: 'Choose the .zip file made by “Export”.' },
  'pack-weak-passphrase': {
    what: 'This passphrase would be too easy to guess.',
    todo: 'Let Trousse propose one, or use several unrelated words.',
  },
  'pack-passphrase-characters': {
    what: 'This passphrase has characters that some computers could not type.',
    todo: 'Use letters without accents, digits, spaces and dashes.',
  },
  'pack-clear-refused': {
    what: 'A pack that holds names or contact details cannot be written without protection.',
    todo: 'Keep the passphrase, or choose the pack for pupils.',
  },
  'pack-folder-clear-only': {
    what: 'A folder cannot be encrypted: its files are read as they are.',
    todo: 'Choose the protected page or the ZIP file, or a pack without any name.',
  },
  'pack-folder-taken': {
    what: 'A folder of that name already holds something other than a pack[: {{file}}].',
    todo: 'Rename it or choose another place. Nothing in it was touched.',
  },
  'pack-folder-busy': {
    what: 'Another program is already writing to this folder[: {{file}}].',
    todo: 'Wait until it has finished, or close the other Trousse window, then try again.',
  },
  'pack-no-space': {
    what: 'There is not enough room on this drive[: {{needed:bytes}} needed, {{free:bytes}} left].',
    todo: 'Free some space or choose another drive. Nothing was written.',
  },
  'pack-file-too-large-for-drive': {
    what: 'This drive uses FAT32, which takes no file over 4 GiB[: this one would be {{needed:bytes}}].',
    todo: 'Choose the “Folder” form, a drive formatted as exFAT, or fewer documents. Nothing was written.',
  },
  'drive-gone': {
    what: 'This drive is no longer plugged in.',
    todo: 'Plug it in again: it will come back to the list.',
  },
  'drive-busy': {
    what: 'The drive could not be ejected: a program is still using it.',
    todo: 'Close the windows and documents opened from it, then try again. The pack itself is safely saved.',
  },
  'drive-eject-failed': {
    what: 'The computer refused to eject the drive.',
    todo: 'Eject it from the file manager before taking it out. The pack itself is safely saved.',
  },
  'drive-eject-unavailable': {
    what: 'Trousse cannot eject drives on this computer.',
    todo: 'Eject it from the file manager before taking it out.',
  },
  'drive-list-failed': {
    what: 'The list of USB drives could not be read.',
    todo: 'Choose the drive or a folder with “Choose a folder…”.',
  },
  'share-not-webdav': {
    what: 'The address[ on {{host}}] answers, but it is no WebDAV folder: most likely a sign-in page or a site.',
    todo: 'Check the address. In Nextcloud it is under Files, Settings, “WebDAV”; signing in with the browser is simplest.',
  },
  'share-folder-missing': {
    what: 'The shared folder no longer exists[ on {{host}}].',
    todo: 'Make it again on the server, or add another place.',
  },
  'share-refused': {
    what: 'The server[ {{host}}] does not let you write in this folder.',
    todo: 'Choose a folder of yours, or ask its owner for the right to write.',
  },
  'share-locked': {
    what: 'This file is locked on the server[ {{host}}]: somebody has it open.',
    todo: 'Wait a moment and try again. Nothing was replaced.',
  },
  'share-replaced': {
    what: 'Somebody replaced or changed this pack on the server[ {{host}}] since you last published it.',
    todo: 'Look at what is there, then choose “Replace anyway” or publish under another name. Nothing was replaced.',
  },
  'share-full': {
    what: 'There is no room left on the server[ {{host}}].',
    todo: 'Make room or withdraw old packs. The former pack is still there, whole.',
  },
  'share-too-large': {
    what: 'This server[ {{host}}] does not take such a large file at once[: {{bytes:bytes}}].',
    todo: 'Choose fewer documents, another place, or a USB stick. The former pack is still there, whole.',
  },
  'share-damaged': {
    what: 'The file read back from the server[ {{host}}] is not the one that was sent.',
    todo: 'The former pack was not replaced. Try again; if it happens again, tell whoever runs this server.',
  },
  'share-joined-wrong': {
    what: 'The pack now on the server[ {{host}}] is not the one that was sent.',
    todo: 'Publish it again before you give the link; if it happens again, choose another place.',
  },
  'share-login-expired': {
    what: 'The sign-in was not confirmed in time in the browser.',
    todo: 'Start again: the page stays good for twenty minutes.',
  },
  'share-waiting-file-gone': {
    what: 'The pack that was waiting to be sent is no longer on this computer.',
    todo: 'Publish again: Trousse makes the pack anew, with up-to-date data.',
  },
  'ticket-unknown': { what: 'The chosen file or folder is no longer available.', todo: 'Choose it again.' },
  'mail-not-configured': {
    what: 'No mail account is set up.',
    todo: 'Set it up in the settings, or save the messages to send them with your usual mail program.',
  },
  'print-failed': {
    what: 'Printing did not work.',
    todo: 'Check that the printer is on and known to the computer, or save the sheet as a PDF.',
  },
  'mail-address-invalid': { what: 'An e-mail address is not valid.', todo: 'Correct it, then try again.' },
  'phone-invalid': {
    what: 'This phone number is not valid.',
    todo: 'Write it in full, for example 06 39 98 00 01, or with the code of another country (+32…).',
  },
  'mail-no-recipient': {
    what: 'No recipient has a usable address.',
    todo: 'Print the phone sheet: it gives the known numbers.',
  },
  'mail-tls-required': {
    what: 'This mail server does not accept a protected connection.',
    todo: 'Trousse sends nothing in clear. Check the server and port, or save the messages as files.',
  },
  'mail-tls-certificate': {
    what: 'The identity of the mail server[ {{host}}] could not be verified.',
    todo: 'Check the server’s name and the computer’s date. Nothing was sent.',
  },
  'mail-credentials-refused': {
    what: 'The mail server refused the user name or the password.',
    todo: 'Type them again in the settings; some services ask for an application password.',
  },
  'mail-server-unreachable': {
    what: 'The mail server[ {{host}}] did not answer.',
    todo: 'The messages stay in waiting. Check the connection, then start the sending again.',
  },
  'mail-port-blocked': {
    what: 'The network you are on blocks outgoing mail[ (port {{port}})].',
    todo: 'Try the other port in the settings, a phone’s connection, or save the messages as files.',
  },
  'mail-quota': {
    what: 'Your mail account has reached its sending limit.',
    todo: 'The remaining messages wait; Trousse goes on when the limit lifts.',
  },
  'mail-server-refused': {
    what: 'The mail server refused this message.',
    todo: 'Its answer is in the delivery’s details. Correct the address, or reach the family another way.',
  },
  'mail-too-large': {
    what: 'This message is too heavy for the mail server.',
    todo: 'Remove an attachment, or give the documents in a pack.',
  },
  'mail-variable-unknown': {
    what: 'The text holds an unknown variable[: {{variable}}][ (line {{line}})]. It would arrive as it stands.',
    todo: 'Correct the word, or choose a variable with “Insert”.',
  },
  'mail-variable-empty': {
    what: 'The variable[ {{variable}}] has no value for some pupils[ ({{pupils}})]: the sentence would arrive with a hole in it.',
    todo: 'Write the word yourself in its place, or complete your settings (your name, the subject of the class).',
  },
  'mail-file-missing': {
    what: 'An attached document[, “{{file}}”,] is no longer on this computer.',
    todo: 'Remove it from the message and attach it again.',
  },
  'mail-pack-missing': {
    what: 'The file of an individual pack is missing, or has changed since[: {{file}}].',
    todo: 'Prepare the individual packs of the class again, then come back to this message.',
  },
  'mail-header-invalid': {
    what: 'The subject or the sender has a forbidden character.',
    todo: 'Remove line breaks and invisible characters, then try again.',
  },
  'mail-bounced': {
    what: 'The message came back: it could not be delivered.',
    todo: 'The reason given by its server is in the details. Check the address, or reach the family another way.',
  },
  'mail-captive-portal': {
    what: 'The network you are on first wants you to sign in to it (Wi-Fi portal).',
    todo: 'Open a page in your browser, sign in to the network, then try again. Your password was not given.',
  },
  'mail-sign-in-needed': {
    what: 'Your mail account asks you to sign in again.',
    todo: 'In the settings, under the mail account, choose “Sign in with the browser”. The messages wait.',
  },
  'mail-sign-in-refused': {
    what: 'The sign-in in the browser was refused or given up.',
    todo: 'Try again, and allow Trousse to send and read your mail. Nothing was kept.',
  },
  'mail-sign-in-failed': {
    what: 'The sign-in in the browser did not succeed[ ({{reason}})].',
    todo: 'Check the application id and the addresses given by your IT department, then try again.',
  },
  'proxy-unreachable': {
    what: 'The network’s proxy[ {{host}}] did not answer.',
    todo: 'Check its address in the mail account’s advanced settings, or choose “No proxy”.',
  },
  'proxy-refused': {
    what: 'The network you are on blocks mail, and its proxy[ {{host}}] does not let it through either.',
    todo: 'Try a phone’s connection, or save the messages as files. The messages wait.',
  },
  'proxy-credentials': {
    what: 'The network’s proxy[ {{host}}] asks for a user name and a password.',
    todo: 'Give them in the mail account’s advanced settings.',
  },
  'proxy-authentication': {
    what: 'The network’s proxy[ {{host}}] asks for an identification that Trousse cannot give[ ({{scheme}})].',
    todo: 'Try a phone’s connection, or save the messages as files.',
  },
  'inbox-off': {
    what: 'Reading answers is not turned on.',
    todo: 'Turn it on in the settings, under the mail account.',
  },
  'inbox-unreachable': {
    what: 'The incoming mail server[ {{host}}] did not answer.',
    todo: 'Check the connection and the name of the incoming server in the settings.',
  },
  'inbox-port-blocked': {
    what: 'The network you are on prevents reading mail[ (port {{port}})].',
    todo: 'Try from another network or a phone’s connection. The answers stay in your mailbox.',
  },
  'inbox-tls-required': {
    what: 'This incoming mail server does not accept a protected connection[ (port {{port}})].',
    todo: 'Trousse did not give the password. Check the server and the port: 993 most often.',
  },
  'inbox-credentials-refused': {
    what: 'The incoming mail server refused the user name or the password.',
    todo: 'Type the mail account’s password again; some services ask for an application password.',
  },
  'inbox-no-imap': {
    what: 'This mailbox cannot be read by Trousse[ ({{host}})].',
    todo: 'Turn on IMAP access in your mailbox’s options on the web, or check the server and port.',
  },
  'inbox-interrupted': {
    what: 'Reading the mailbox was interrupted.',
    todo: 'What was read is kept. Start again: it goes on where it stopped.',
  },
}
