/** Invented messages of an invented mailbox, each about another row of the ledger. */

const id = (row: number) => `0b6f2a4e-0000-4000-8000-00000000000${row}@lycee.example`
/** Message-ID to row. */
export const OURS: ReadonlyMap<string, number> = new Map([1, 2, 3, 4, 5, 6, 7].map((row) => [id(row), row]))

export const DSN = `Return-Path: <>
From: MAILER-DAEMON@mx.famille.example (Mail Delivery System)
To: prof@lycee.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <dsn-1@mx.famille.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B1"

--B1
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

This is the mail system at host mx.famille.example.

<parent1@famille.example>: user unknown

--B1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.famille.example

Final-Recipient: rfc822; parent1@famille.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1
    <parent1@famille.example>: Recipient address rejected

--B1
Content-Type: message/rfc822

From: prof@lycee.example
To: parent1@famille.example
Subject: Devoirs
Message-ID: <${id(1)}>

Bonjour
--B1--
`

export const FREE_FORM = `Return-Path: <>
From: MAILER-DAEMON@mx.famille.example
To: prof@lycee.example
Subject: failure notice

Hi. This is the qmail-send program at mx.famille.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<parent2@famille.example>:
Remote host said: 550 5.1.1 user unknown

--- Below this line is a copy of the message.

From: prof@lycee.example
Message-ID: <${id(2)}>
Subject: Devoirs

Bonjour
`

export const ANSWER = `Return-Path: <parent3@famille.example>
From: =?utf-8?Q?H=C3=A9l=C3=A8ne_D=C3=A9mo?= <parent3@famille.example>
To: prof@lycee.example
Subject: Re: Devoirs
Message-ID: <answer-3@famille.example>
In-Reply-To: <${id(3)}>
References: <autre@lycee.example>
 <${id(3)}>
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Bien reçu, Noé les fera ce soir.

Le 24 novembre, Camille Démo a écrit :
> Bonjour
`

export const FORWARDED = `Return-Path: <bureau@travail.example>
From: Bureau <bureau@travail.example>
To: prof@lycee.example
Subject: TR: Devoirs
Message-ID: <answer-4@travail.example>
References: <${id(4)}>

Je réponds de mon travail.
`

export const AUTO_REPLY = `Return-Path: <>
From: parent5@famille.example
To: prof@lycee.example
Subject: =?utf-8?Q?R=C3=A9ponse_automatique?=
Message-ID: <auto-5@famille.example>
In-Reply-To: <${id(5)}>
Auto-Submitted: auto-replied

Je suis absent.
`

/** Somebody else's, with a subject that looks like one of ours. */
export const FOREIGN = `From: collegue@lycee.example
To: prof@lycee.example
Subject: Re: Devoirs
Message-ID: <foreign-1@lycee.example>
In-Reply-To: <autre@lycee.example>

Bonjour
`

export const ACCENTED = `From: parent6@famille.example
To: prof@lycee.example
Subject: Re: Devoirs
Message-ID: <answer-6@famille.example>
In-Reply-To: <${id(6)}>
MIME-Version: 1.0
Content-Type: text/html; charset=windows-1252
Content-Transfer-Encoding: quoted-printable

<html><head><script>alert(1)</script></head><body><p>Tr=E8s bien, =E0 demain.</p><img src=3D"https://pixel.famille.example/1.png"></body></html>
`

const BASE64_LINE = `${'QUJD'.repeat(18)}\n`
export const BIG_ANSWER = `From: parent7@famille.example
To: prof@lycee.example
Subject: Re: Devoirs
Message-ID: <answer-7@famille.example>
In-Reply-To: <${id(7)}>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="B7"

--B7
Content-Type: text/plain; charset=utf-8

Voici son travail.
--B7
Content-Type: application/pdf
Content-Disposition: attachment; filename*=utf-8''r%C3%A9daction%20de%20No%C3%A9.pdf
Content-Transfer-Encoding: base64

${BASE64_LINE.repeat(20_000)}--B7--
`
