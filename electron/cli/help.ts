export const HELP = `trousse <command> [options]      JSON on stdout, messages on stderr

  demo serve [--port N] [--scenario NAME]      the demonstration school, until stopped
  source add oneroster --url U --token-url T --client-id C [--label L]
  source add ical [--label L]                  a calendar by its secret address
  source add moodle --url U [--label L]
  source add ecole-directe --login NAME --accept-notice [--label L]
  source list
  import FILE... [--class NAME] [--dry-run]
      lists (CSV, XLSX, XLS, ODS), SIECLE XML, OneRoster CSV, iCalendar, class packs: recognised by content
  sync [--source ID] [--accept-held ID | --refuse-held ID]
  status
  classes
  roster CLASS
  search TEXT
  pack CLASS --to DIR [--profile teacher|pupil|individual|substitute] [--form zip|html|folder] [--clear]
      [--pupil ID] [--expires YYYY-MM-DD] [--lang fr|en] [--for NAME] [--purpose TEXT] [--add FILE]; individual without --pupil: one pack for each pupil
  pack verify FILE                             a ZIP or a page that opens by itself
  export CLASS... --to DIR [--as xlsx|ods|csv|vcf|ics|oneroster|paper] [--table roster|contacts|phones|attendance|coverage|ledger]
      [--sheets roster,attendance,phones,work,coverage,contact-form] [--since DATE] [--until DATE] [--message ID]
      [--lang fr|en] [--for NAME] [--purpose TEXT]; not encrypted; recorded like a pack; paper is a page for any browser to print
  mail send --class C --to pupils|guardians --subject S --body FILE [--smtp URL] [--from ADDRESS] [--eml DIR]
      [--urgent REASON]; without --smtp, by the account kept in the settings; at night and on week-ends families wait
  mail status [ID]
  mail resume ID [--smtp URL] [--urgent REASON]

Every command takes --data DIR, the folder of the data (default: the app's own).

Secrets come from the environment, never from arguments:
  TROUSSE_PASSPHRASE         opens (or, the first time, closes) the database
  TROUSSE_CLIENT_SECRET      source add oneroster
  TROUSSE_FEED_URL           source add ical: the address is a secret
  TROUSSE_TOKEN              source add moodle
  TROUSSE_PASSWORD           source add ecole-directe
                             (each of these four may be one line on stdin instead)
  TROUSSE_SMTP_PASSWORD      mail send
  TROUSSE_PACK_PASSPHRASE    pack, pack verify, import of a pack; without it a pack gets a generated one

Exit codes: 0 done, 2 usage, 3 refused or held, 4 bad input, 5 network, 1 anything else.
`
