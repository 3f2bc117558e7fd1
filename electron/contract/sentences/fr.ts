import type { Sentences } from './sentence.ts'

/** Ce qui a échoué et pourquoi, puis quoi faire. Voir `sentence.ts` pour `{{…}}` et `[…]`. */
export const fr: Sentences = {
  internal: {
    what: 'Trousse a rencontré une erreur imprévue.',
    todo: 'Réessayez. Si cela recommence, copiez les détails et joignez-les à votre signalement : ils ne contiennent aucune donnée d’élève.',
  },
  cancelled: {
    what: 'Vous avez interrompu l’opération.',
    todo: 'Rien n’a été changé à moitié. Relancez-la quand vous voulez.',
  },
  'invalid-request': {
    what: 'Une valeur n’a pas été acceptée[ ({{field}})].',
    todo: 'Corrigez la saisie et recommencez.',
  },
  'not-found': {
    what: 'Cet élément n’existe plus.',
    todo: 'Il a sans doute été retiré entre-temps : revenez à la liste, elle est à jour.',
  },
  'forbidden-sender': {
    what: 'Trousse a refusé une demande qui ne venait pas de sa propre fenêtre.',
    todo: 'Fermez Trousse et relancez-le.',
  },
  'demo-only': {
    what: 'Cette action n’existe que dans la démonstration.',
    todo: 'Ouvrez le lycée de démonstration depuis les réglages pour l’essayer.',
  },
  'demo-refuses-real-data': {
    what: 'La démonstration n’accepte pas de vraies données.',
    todo: 'Quittez la démonstration, créez votre espace, puis ajoutez votre ENT ou votre fichier.',
  },
  'vault-missing': {
    what: 'La clé de vos données est introuvable sur cet ordinateur.',
    todo: 'Utilisez votre code de secours, ou remettez une sauvegarde du dossier de Trousse.',
  },
  'vault-locked': {
    what: 'Vos données sont verrouillées.',
    todo: 'Saisissez votre phrase de passe ou votre code de secours.',
  },
  'vault-wrong-passphrase': {
    what: 'Cette phrase de passe n’ouvre pas vos données.',
    todo: 'Vérifiez les majuscules et la disposition du clavier, ou utilisez votre code de secours.',
  },
  'vault-wrong-recovery-code': {
    what: 'Ce code de secours n’ouvre pas vos données.',
    todo: 'Recopiez-le depuis la feuille imprimée : cinq groupes de cinq signes, sans tenir compte des majuscules ni des tirets.',
  },
  'vault-weak-passphrase': {
    what: 'Cette phrase de passe se devinerait trop facilement.',
    todo: 'Prenez au moins[ {{minimum}} caractères, par exemple] quatre mots sans rapport entre eux.',
  },
  'vault-os-key-lost': {
    what: 'Le trousseau de l’ordinateur n’ouvre plus vos données : la session ou le compte a changé.',
    todo: 'Utilisez votre code de secours : Trousse rangera de nouveau la clé dans le trousseau.',
  },
  'vault-damaged': {
    what: 'Le fichier qui garde la clé de vos données est abîmé.',
    todo: 'Remettez une sauvegarde du dossier de Trousse, puis réessayez. Rien n’a été effacé.',
  },
  'vault-too-new': {
    what: 'Ces données ont été créées par une version plus récente de Trousse.',
    todo: 'Mettez Trousse à jour, puis rouvrez-le. Rien n’a été changé.',
  },
  'store-too-new': {
    what: 'Vos données ont été enregistrées par une version plus récente de Trousse[ (format {{found}}, cette version lit jusqu’à {{known}})].',
    todo: 'Mettez Trousse à jour, puis rouvrez-le. Rien n’a été changé.',
  },
  'store-not-ours': {
    what: 'Le fichier trouvé à la place de vos données n’est pas une base de Trousse.',
    todo: 'Ouvrez le dossier, remettez le bon fichier ou une sauvegarde. Rien n’a été changé.',
  },
  'store-damaged': {
    what: 'Le fichier de vos données est abîmé et ne peut pas être lu.',
    todo: 'Remettez la dernière sauvegarde : le fichier abîmé sera mis de côté, jamais effacé.',
  },
  'store-wrong-key': {
    what: 'La clé trouvée n’ouvre pas ce fichier de données.',
    todo: 'Si le dossier vient d’un autre ordinateur, utilisez le code de secours imprimé avec lui. Sinon, remettez une sauvegarde.',
  },
  'store-missing': {
    what: 'Le fichier de vos données a disparu de son dossier.',
    todo: 'Ouvrez le dossier pour vérifier, remettez-le, ou restaurez une sauvegarde.',
  },
  'store-network-drive': {
    what: 'Vos données sont sur un lecteur réseau, où elles pourraient s’abîmer.',
    todo: 'Placez le dossier de Trousse sur le disque de l’ordinateur.',
  },
  'store-busy': {
    what: 'Vos données sont déjà ouvertes ailleurs.',
    todo: 'Fermez l’autre fenêtre ou le terminal qui utilise Trousse, puis réessayez.',
  },
  'disk-full': {
    what: 'Il n’y a plus de place sur le disque.',
    todo: 'Libérez de la place ou choisissez un autre support, puis réessayez. Rien n’a été écrit à moitié.',
  },
  'disk-read-only': {
    what: 'Ce support est protégé en écriture.',
    todo: 'Retirez la protection (petit loquet de la clé ou de la carte) ou choisissez un autre support.',
  },
  'disk-gone': {
    what: 'Le support a été retiré pendant l’écriture.',
    todo: 'Rebranchez-le et recommencez : aucun fichier incomplet n’a été laissé sous un nom définitif.',
  },
  'file-access-denied': {
    what: 'L’ordinateur refuse l’accès au fichier[ « {{file}} »].',
    todo: 'Fermez le programme qui l’utilise, ou choisissez un dossier où vous pouvez écrire.',
  },
  'network-unreachable': {
    what: 'Le serveur[ {{host}}] n’a pas répondu.',
    todo: 'Vos données locales restent disponibles. Réessayez dans quelques minutes.',
  },
  'network-dns': {
    what: 'L’adresse[ {{host}}] est introuvable depuis cet ordinateur.',
    todo: 'Vérifiez l’adresse saisie et la connexion de l’établissement.',
  },
  'network-timeout': {
    what: 'Le serveur[ {{host}}] a mis trop de temps à répondre.',
    todo: 'Il est sans doute surchargé : réessayez dans quelques minutes. Rien n’a été changé.',
  },
  'network-tls': {
    what: 'La connexion avec le serveur[ {{host}}] n’est pas sûre : son certificat n’a pas pu être vérifié.',
    todo: 'Vérifiez la date de l’ordinateur, puis demandez à l’équipe informatique si le réseau filtre les connexions.',
  },
  'network-own-down': {
    what: 'Cet ordinateur n’est plus relié au réseau.',
    todo: 'Vérifiez le Wi-Fi ou le câble. Tout ce qui est déjà ici reste utilisable, export et impression compris.',
  },
  'address-refused': {
    what: 'Cette adresse n’est pas acceptée.',
    todo: 'Donnez l’adresse complète du serveur, qui commence par https://, sans identifiant dedans.',
  },
  'redirect-loop': {
    what: 'Le serveur[ {{host}}] renvoie sans fin d’une page à l’autre.',
    todo: 'C’est une panne de son côté. Réessayez plus tard ; vos données locales ne bougent pas.',
  },
  'response-too-large': {
    what: 'Le serveur[ {{host}}] a envoyé une réponse d’une taille anormale.',
    todo: 'Rien n’a été changé. Réessayez plus tard ; si cela dure, copiez les détails pour l’équipe informatique.',
  },
  'response-not-json': {
    what: 'Le serveur[ {{host}}] a répondu par une page web au lieu des données demandées.',
    todo: 'C’est souvent une page de maintenance ou de connexion. Rien n’a été changé ; réessayez plus tard.',
  },
  'response-truncated': {
    what: 'La réponse du serveur[ {{host}}] s’est arrêtée en chemin.',
    todo: 'Rien n’a été changé. Relancez la synchronisation.',
  },
  'response-unexpected': {
    what: 'Le serveur[ {{host}}] a répondu quelque chose que Trousse ne sait pas lire.',
    todo: 'Rien n’a été changé. Réessayez ; si cela dure, copiez les détails pour l’équipe informatique.',
  },
  'server-maintenance': {
    what: 'L’ENT affiche une page de maintenance.',
    todo: 'Attendez son retour ; vos données locales restent utilisables.',
  },
  'server-overloaded': {
    what: 'L’ENT est surchargé et refuse de nouvelles demandes[ pendant {{seconds}} s].',
    todo: 'Trousse réessaiera de lui-même, sans insister. Vous pouvez continuer avec vos données locales.',
  },
  'server-quota': {
    what: 'L’ENT dit que la limite de consultation est atteinte.',
    todo: 'Elle se lève d’elle-même, souvent dans l’heure. Vos données locales restent utilisables.',
  },
  'server-error': {
    what: 'L’ENT a répondu par une erreur[ ({{status}})].',
    todo: 'C’est une panne de son côté. Rien n’a été changé ; réessayez plus tard.',
  },
  'login-door-down': {
    what: 'La page de connexion de l’ENT est en panne.',
    todo: 'Vos identifiants ne sont pas en cause : inutile de les changer. Réessayez plus tard.',
  },
  'credentials-refused': {
    what: 'L’ENT a refusé les identifiants enregistrés.',
    todo: 'Vérifiez l’identifiant et le secret auprès de la personne qui gère l’ENT, puis saisissez-les de nouveau.',
  },
  'account-locked': {
    what: 'Le compte est bloqué par l’ENT.',
    todo: 'Trousse n’insiste pas, pour ne pas aggraver le blocage. Demandez le déblocage à la personne qui gère l’ENT.',
  },
  'ip-suspended': {
    what: 'Le serveur[ {{host}}] a suspendu l’adresse Internet d’où vous l’interrogez.',
    todo: 'Trousse s’arrête pour plusieurs heures : insister prolongerait la suspension. Prévenez la personne qui gère l’ENT ou PRONOTE.',
  },
  'session-expired': {
    what: 'Votre session[ sur {{host}}] a expiré.',
    todo: 'Ouvrez l’ENT depuis la source et reconnectez-vous.',
  },
  'second-factor-needed': {
    what: 'Le service[ {{host}}] veut vérifier que c’est bien vous.',
    todo: 'Ouvrez cette source dans Trousse et répondez à la question posée : elle ne revient pas ensuite sur cet ordinateur.',
  },
  'service-closed-to-apps': {
    what: 'Le site[ {{host}}] n’ouvre pas ses données aux applications.',
    todo: 'Demandez à la personne qui gère le site d’activer les services web pour l’application mobile. En attendant, ajoutez son calendrier par son adresse.',
  },
  'too-many-requests': {
    what: 'L’ENT demande de ralentir[ et d’attendre {{seconds}} s].',
    todo: 'Rien à faire : Trousse attend puis reprend.',
  },
  'source-empty': {
    what: 'La source a répondu vide : ni élève, ni cours, ni devoir.',
    todo: 'Trousse ne l’a pas crue et n’a rien changé. Réessayez plus tard.',
  },
  'calendar-not-ical': {
    what: 'Cette adresse[ ({{host}})] ne donne pas un agenda.',
    todo: 'Copiez de nouveau le lien d’agenda (iCal) depuis PRONOTE, École Directe ou Moodle, puis collez-le ici en entier.',
  },
  'calendar-link-dead': {
    what: 'Ce lien d’agenda n’est plus valable[ ({{host}})].',
    todo: 'Il a sans doute été renouvelé ou fermé par l’établissement : copiez-en un nouveau, retirez cette source et ajoutez-la de nouveau.',
  },
  'source-incomplete': {
    what: 'La source n’a envoyé qu’une partie de ses données.',
    todo: 'Rien n’a été changé. Relancez la synchronisation plus tard.',
  },
  'source-held': {
    what: 'Cette synchronisation retirerait trop de monde d’un coup : elle attend votre avis.',
    todo: 'Ouvrez Sources pour voir la liste, puis acceptez ou refusez.',
  },
  'sync-running': {
    what: 'Une synchronisation est déjà en cours pour cette source.',
    todo: 'Attendez qu’elle se termine, ou interrompez-la.',
  },
  'capture-no-window': {
    what: 'La fenêtre de votre ENT n’est pas ouverte.',
    todo: 'Ouvrez-la depuis Trousse, allez à la page voulue, puis capturez.',
  },
  'capture-nothing-read': {
    what: 'Cette page ne montre ni tableau ni liste.',
    todo: 'Attendez la fin du chargement, ou allez jusqu’à la liste d’élèves ou au cahier de textes, puis capturez de nouveau.',
  },
  'capture-login-needed': {
    what: 'L’ENT demande de se connecter.',
    todo: 'Connectez-vous dans sa fenêtre comme d’habitude, puis capturez de nouveau. Trousse ne voit ni votre identifiant ni votre mot de passe.',
  },
  'capture-not-recognised': {
    what: 'Trousse n’a reconnu sur cette page ni liste d’élèves ni travail à faire.',
    todo: 'Affichez une liste avec ses titres de colonnes (nom, prénom, classe, ou matière, date, travail), puis capturez de nouveau.',
  },
  'capture-class-unknown': {
    what: 'Cette page ne dit pas de quelle classe il s’agit.',
    todo: 'Indiquez la classe dans l’aperçu, puis confirmez.',
  },
  'capture-page-failed': {
    what: 'La page n’a pas pu être lue jusqu’au bout.',
    todo: 'Rechargez-la dans la fenêtre de l’ENT, attendez qu’elle soit complète, puis capturez de nouveau. Rien n’a été changé.',
  },
  'capture-unavailable': {
    what: 'Il n’y a pas de fenêtre ici pour ouvrir votre ENT.',
    todo: 'Utilisez l’application Trousse, et non le terminal.',
  },
  'file-empty': { what: 'Ce fichier est vide.', todo: 'Exportez-le de nouveau depuis l’ENT, puis choisissez-le ici.' },
  'file-too-large': {
    what: 'Ce fichier est trop gros pour une liste d’élèves.',
    todo: 'Vérifiez que c’est le bon, ou exportez les classes une par une.',
  },
  'file-unreadable': {
    what: 'Ce fichier est abîmé ou illisible.',
    todo: 'Ouvrez-le dans un tableur, enregistrez-le de nouveau en .xlsx ou .csv, puis réessayez.',
  },
  'file-password-protected': {
    what: 'Ce classeur est protégé par un mot de passe.',
    todo: 'Ouvrez-le dans votre tableur, enregistrez-en une copie sans mot de passe, puis choisissez la copie.',
  },
  'file-kind-unknown': {
    what: 'Trousse ne lit pas ce genre de fichier.',
    todo: 'Choisissez un fichier .csv, .xlsx, .xls ou .ods, un export SIECLE ou OneRoster, un calendrier .ics ou un pack de Trousse.',
  },
  'file-kind-document': {
    what: 'Un PDF ou un document de traitement de texte ne peut pas être lu comme une liste.',
    todo: 'Demandez la même liste en CSV ou en Excel. Dans PRONOTE : affichez la liste, puis « Copier la liste (format CSV) », ou copiez-la et collez-la ici.',
  },
  'file-kind-image': {
    what: 'Une image ou une capture d’écran ne peut pas être lue comme une liste.',
    todo: 'Exportez la liste en CSV ou en Excel, ou sélectionnez-la à l’écran, copiez-la et collez-la ici.',
  },
  'file-kind-archive': {
    what: 'Cette archive ne contient ni export SIECLE, ni export OneRoster, ni pack de Trousse.',
    todo: 'Décompressez-la, puis choisissez les fichiers qu’elle contient.',
  },
  'file-kind-page': {
    what: 'Cette page web enregistrée ne contient aucun tableau.',
    todo: 'Dans votre navigateur, sélectionnez la liste, copiez-la et collez-la ici ; ou demandez l’export CSV ou Excel.',
  },
  'file-kind-vcard': {
    what: 'Trousse ne lit pas encore les cartes de visite (vCard).',
    todo: 'Dans votre carnet d’adresses, exportez les contacts en CSV, ajoutez une colonne « Élève », puis choisissez ce fichier.',
  },
  'file-kind-timetable': {
    what: 'Ce fichier de STS ou d’EDT ne contient pas les coordonnées des élèves.',
    todo: 'Demandez au secrétariat les fichiers SIECLE « ElevesSansAdresses » et « ResponsablesAvecAdresses ».',
  },
  'file-kind-hand-back': {
    what: 'Ce fichier est le travail rendu par un élève, pas une liste.',
    todo: 'Ouvrez la page Rendus et choisissez Collecter des travaux, ou déposez-le sur cette page.',
  },
  'file-no-header': {
    what: 'Aucune ligne de titres n’a été trouvée dans ce fichier.',
    todo: 'Vérifiez qu’une ligne porte des titres comme « Nom », « Prénom », « Classe ».',
  },
  'file-column-missing': {
    what: 'Aucune colonne ne donne le nom des élèves.',
    todo: 'Indiquez la colonne du nom, ou celle qui réunit nom et prénom.',
  },
  'file-class-unknown': {
    what: 'Le fichier ne dit pas de quelle classe il s’agit.',
    todo: 'Indiquez la classe, puis continuez.',
  },
  'file-row-refused': {
    what: 'Une ligne n’a pas pu être lue[ (ligne {{line}})].',
    todo: 'Corrigez-la dans le fichier, ou continuez sans elle.',
  },
  'file-nothing-usable': {
    what: 'Ce fichier ne contient aucun élève que Trousse puisse lire.',
    todo: 'Vérifiez les colonnes choisies ; sinon, exportez de nouveau la liste.',
  },
  'file-damaged': {
    what: 'Le fichier[ « {{file}} »] est abîmé ou coupé[ : il ne se lit plus à partir de la ligne {{line}}].',
    todo: 'Demandez-le ou exportez-le de nouveau, sans l’ouvrir ni l’enregistrer avec un autre programme. Rien n’a été changé.',
  },
  'file-unsafe': {
    what: 'Le fichier[ « {{file}} »] contient une construction dangereuse[ : ligne {{line}}], que Trousse n’ouvre pas.',
    todo: 'Un export ordinaire n’en contient pas : demandez le fichier à la personne qui l’a produit. Rien n’a été changé.',
  },
  'file-part-missing': {
    what: 'Il manque un fichier[ : « {{file}} »].',
    todo: 'Choisissez-le en même temps que les autres.',
  },
  'file-field-missing': {
    what: 'Il manque une colonne[, « {{field}} »,] dans le fichier[ « {{file}} »].',
    todo: 'Exportez-le de nouveau avec toutes ses colonnes et sa ligne de titres.',
  },
  'file-two-schools': {
    what: 'Ces fichiers viennent de deux établissements[ : {{first}} et {{second}}].',
    todo: 'Importez-les un établissement après l’autre.',
  },
  'document-empty': {
    what: 'Ce document[, « {{file}} »,] est vide.',
    todo: 'Ouvrez-le pour vérifier, puis choisissez le bon fichier.',
  },
  'document-too-large': {
    what: 'Ce document[, « {{file}} »,] est trop lourd[ : la limite est de {{limit:bytes}}].',
    todo: 'Réduisez-le ou partagez-le par un autre moyen, puis recommencez.',
  },
  'document-unreadable': {
    what: 'Ce document[, « {{file}} »,] ne peut pas être lu.',
    todo: 'Vérifiez qu’il est toujours là et qu’il s’ouvre, puis recommencez.',
  },
  'portraits-off': {
    what: 'Trousse ne garde pas de photos : vous l’avez choisi dans les réglages.',
    todo: 'Autorisez les photos dans Réglages pour en ajouter.',
  },
  'hand-back-damaged': {
    what: 'Ce rendu[, « {{file}} »,] est abîmé ou incomplet.',
    todo: 'Demandez à l’élève de rouvrir son pack et d’enregistrer de nouveau son travail, ou de vous donner ses fichiers tels quels. Rien n’a été changé.',
  },
  'hand-back-too-new': {
    what: 'Ce rendu[, « {{file}} »,] vient d’un pack fait par une version plus récente de Trousse.',
    todo: 'Mettez Trousse à jour, puis collectez-le de nouveau.',
  },
  'handed-in-too-large': {
    what: 'Ce fichier[, « {{file}} »,] dépasse ce que Trousse collecte[ ({{limit:bytes}})].',
    todo: 'Gardez-le sur votre ordinateur, ou demandez à l’élève une version plus légère.',
  },
  'handed-in-too-many': {
    what: 'Ce dossier contient trop de fichiers[ : plus de {{limit}}].',
    todo: 'Choisissez le dossier d’une seule classe, ou celui d’un seul devoir.',
  },
  'handed-in-unreadable': {
    what: 'Ce fichier[, « {{file}} »,] n’a pas pu être lu.',
    todo: 'Vérifiez que la clé est toujours branchée, puis recommencez : ce qui est déjà collecté ne le sera pas deux fois.',
  },
  'handed-in-archive-unsafe': {
    what: 'Cette archive[, « {{file}} »,] contient une construction dangereuse ou ne se lit pas : Trousse ne l’ouvre pas.',
    todo: 'Demandez à l’élève d’envoyer ses fichiers un par un. Rien n’en a été pris.',
  },
  'handed-in-archive-locked': {
    what: 'Cette archive[, « {{file}} »,] est protégée par un mot de passe.',
    todo: 'Décompressez-la avec son mot de passe, puis collectez les fichiers qu’elle contient.',
  },
  'handed-in-nothing': {
    what: 'Il n’y a aucun travail à collecter ici.',
    todo: 'Choisissez les fichiers « .rendu.json » enregistrés depuis les packs, ou le dossier où sont les travaux.',
  },
  'handed-in-demo-forms-only': {
    what: 'La démonstration ne collecte que les formulaires de ses propres packs.',
    todo: 'Pour de vrais travaux, quittez la démonstration et ouvrez votre espace.',
  },
  'handed-in-nothing-to-export': {
    what: 'Personne n’a encore rien rendu ici.',
    todo: 'Collectez d’abord les travaux, puis exportez-les.',
  },
  'handed-in-not-in-mailbox': {
    what: 'Ce message n’est plus dans la boîte de réception.',
    todo: 'Remettez-le dans la boîte de réception depuis votre messagerie, ou enregistrez ses fichiers et collectez-les.',
  },
  'pack-too-new': {
    what: 'Ce pack a été fait par une version plus récente de Trousse.',
    todo: 'Mettez Trousse à jour pour l’ouvrir.',
  },
  'pack-damaged': {
    what: 'Ce pack est incomplet ou abîmé[ : {{file}}].',
    todo: 'Recopiez-le depuis l’original ou refaites-le.',
  },
  'pack-wrong-passphrase': {
    what: 'Cette phrase de passe n’ouvre pas le pack.',
    todo: 'Vérifiez-la : chaque pack a la sienne, donnée au moment où il a été fait.',
  },
  'pack-without-roster': {
    what: 'Ce pack ne contient pas la liste de la classe : c’est celui qui se donne aux familles.',
    todo: 'Demandez à votre collègue le pack « enseignant » de cette classe.',
  },
  'pack-not-a-pack': {
    what: 'Ce fichier n’est pas un pack de Trousse.',
    todo: 'Choisissez le fichier .zip fait par « Exporter ».',
  },
  'pack-weak-passphrase': {
    what: 'Cette phrase de passe se devinerait trop facilement.',
    todo: 'Laissez Trousse en proposer une, ou prenez plusieurs mots sans rapport entre eux.',
  },
  'pack-passphrase-characters': {
    what: 'Cette phrase de passe contient des caractères que certains ordinateurs ne sauraient pas saisir.',
    todo: 'Utilisez des lettres sans accent, des chiffres, des espaces et des tirets.',
  },
  'pack-clear-refused': {
    what: 'Un pack qui contient des noms ou des coordonnées ne peut pas être écrit sans protection.',
    todo: 'Gardez la phrase de passe, ou choisissez le pack pour les élèves.',
  },
  'pack-folder-clear-only': {
    what: 'Un dossier ne peut pas être chiffré : ses fichiers se lisent tels quels.',
    todo: 'Choisissez la page protégée ou le fichier ZIP, ou un pack sans aucun nom.',
  },
  'pack-folder-taken': {
    what: 'Un dossier de ce nom contient déjà autre chose qu’un pack[ : {{file}}].',
    todo: 'Renommez-le ou choisissez un autre emplacement. Rien n’y a été touché.',
  },
  'pack-folder-busy': {
    what: 'Un autre programme écrit déjà dans ce dossier[ : {{file}}].',
    todo: 'Attendez qu’il ait fini, ou fermez l’autre fenêtre de Trousse, puis recommencez.',
  },
  'pack-no-space': {
    what: 'Il n’y a pas assez de place sur ce support[ : il en faut {{needed:bytes}}, il en reste {{free:bytes}}].',
    todo: 'Libérez de la place ou choisissez un autre support. Rien n’a été écrit.',
  },
  'pack-file-too-large-for-drive': {
    what: 'Ce support est au format FAT32, qui ne prend pas de fichier de plus de 4 Gio[ : celui-ci ferait {{needed:bytes}}].',
    todo: 'Choisissez la forme « Dossier », une clé au format exFAT, ou moins de documents. Rien n’a été écrit.',
  },
  'drive-gone': {
    what: 'Cette clé n’est plus branchée.',
    todo: 'Rebranchez-la : elle réapparaîtra dans la liste.',
  },
  'drive-busy': {
    what: 'La clé n’a pas pu être éjectée : un programme l’utilise encore.',
    todo: 'Fermez les fenêtres et les documents ouverts depuis la clé, puis réessayez. Le pack, lui, est bien enregistré.',
  },
  'drive-eject-failed': {
    what: 'L’ordinateur a refusé d’éjecter la clé.',
    todo: 'Éjectez-la depuis le gestionnaire de fichiers avant de la retirer. Le pack, lui, est bien enregistré.',
  },
  'drive-eject-unavailable': {
    what: 'Trousse ne peut pas éjecter de clé sur cet ordinateur.',
    todo: 'Éjectez-la depuis le gestionnaire de fichiers avant de la retirer.',
  },
  'drive-list-failed': {
    what: 'La liste des clés USB n’a pas pu être lue.',
    todo: 'Choisissez la clé ou un dossier avec « Choisir un dossier… ».',
  },
  'share-not-webdav': {
    what: 'L’adresse[ sur {{host}}] répond, mais ce n’est pas un dossier WebDAV : c’est sans doute une page de connexion ou un site.',
    todo: 'Vérifiez l’adresse. Dans Nextcloud, elle est dans Fichiers, Paramètres, « WebDAV » ; le plus simple est de vous connecter par le navigateur.',
  },
  'share-folder-missing': {
    what: 'Le dossier de partage n’existe plus[ sur {{host}}].',
    todo: 'Recréez-le sur le serveur, ou ajoutez un autre lieu de partage.',
  },
  'share-refused': {
    what: 'Le serveur[ {{host}}] ne vous laisse pas écrire dans ce dossier.',
    todo: 'Choisissez un dossier qui est à vous, ou demandez le droit d’écrire à son propriétaire.',
  },
  'share-locked': {
    what: 'Ce fichier est verrouillé sur le serveur[ {{host}}] : quelqu’un l’a ouvert.',
    todo: 'Attendez un moment et réessayez. Rien n’a été remplacé.',
  },
  'share-replaced': {
    what: 'Quelqu’un a remplacé ou modifié ce pack sur le serveur[ {{host}}] depuis votre dernière publication.',
    todo: 'Regardez ce qui s’y trouve, puis choisissez « Remplacer quand même » ou publiez sous un autre nom. Rien n’a été remplacé.',
  },
  'share-full': {
    what: 'Il n’y a plus de place sur le serveur[ {{host}}].',
    todo: 'Libérez de la place ou retirez d’anciens packs. L’ancien pack y est toujours, entier.',
  },
  'share-too-large': {
    what: 'Ce serveur[ {{host}}] ne prend pas un fichier aussi gros en une fois[ : {{bytes:bytes}}].',
    todo: 'Choisissez moins de documents, un autre lieu, ou une clé USB. L’ancien pack y est toujours, entier.',
  },
  'share-damaged': {
    what: 'Le fichier relu sur le serveur[ {{host}}] n’est pas celui qui a été envoyé.',
    todo: 'L’ancien pack n’a pas été remplacé. Réessayez ; si cela recommence, prévenez la personne qui gère ce serveur.',
  },
  'share-joined-wrong': {
    what: 'Le pack qui est maintenant sur le serveur[ {{host}}] n’est pas celui qui a été envoyé.',
    todo: 'Publiez-le de nouveau avant de donner le lien ; si cela recommence, choisissez un autre lieu.',
  },
  'share-login-expired': {
    what: 'La connexion n’a pas été confirmée à temps dans le navigateur.',
    todo: 'Recommencez : la page reste valable vingt minutes.',
  },
  'share-waiting-file-gone': {
    what: 'Le pack qui attendait d’être envoyé n’est plus sur cet ordinateur.',
    todo: 'Publiez de nouveau : Trousse refait le pack avec des données à jour.',
  },
  'ticket-unknown': {
    what: 'Le fichier ou le dossier choisi n’est plus disponible.',
    todo: 'Choisissez-le de nouveau.',
  },
  'print-failed': {
    what: 'L’impression n’a pas pu se faire.',
    todo: 'Vérifiez que l’imprimante est allumée et connue de l’ordinateur, ou enregistrez la feuille en PDF.',
  },
  'mail-not-configured': {
    what: 'Aucune messagerie n’est enregistrée.',
    todo: 'Renseignez-la dans les réglages, ou enregistrez les messages pour les envoyer avec votre logiciel habituel.',
  },
  'mail-address-invalid': {
    what: 'Une adresse électronique n’est pas valable.',
    todo: 'Corrigez-la, puis recommencez.',
  },
  'phone-invalid': {
    what: 'Ce numéro de téléphone n’est pas valable.',
    todo: 'Écrivez-le en entier, par exemple 06 39 98 00 01, ou avec l’indicatif d’un autre pays (+32…).',
  },
  'mail-no-recipient': {
    what: 'Aucun destinataire n’a d’adresse utilisable.',
    todo: 'Imprimez la feuille d’appels : elle donne les numéros connus.',
  },
  'mail-tls-required': {
    what: 'Ce serveur de messagerie n’accepte pas de connexion protégée.',
    todo: 'Trousse n’envoie rien en clair. Vérifiez le serveur et le port, ou enregistrez les messages en fichiers.',
  },
  'mail-tls-certificate': {
    what: 'L’identité du serveur de messagerie[ {{host}}] n’a pas pu être vérifiée.',
    todo: 'Vérifiez le nom du serveur et la date de l’ordinateur. Rien n’a été envoyé.',
  },
  'mail-credentials-refused': {
    what: 'La messagerie a refusé l’identifiant ou le mot de passe.',
    todo: 'Saisissez-les de nouveau dans les réglages ; certains services demandent un mot de passe d’application.',
  },
  'mail-server-unreachable': {
    what: 'Le serveur de messagerie[ {{host}}] n’a pas répondu.',
    todo: 'Les messages restent en attente. Vérifiez la connexion, puis relancez l’envoi.',
  },
  'mail-port-blocked': {
    what: 'Le réseau où vous êtes bloque l’envoi de courriels[ (port {{port}})].',
    todo: 'Essayez l’autre port dans les réglages, un partage de connexion, ou enregistrez les messages en fichiers.',
  },
  'mail-quota': {
    what: 'Votre messagerie a atteint sa limite d’envoi.',
    todo: 'Les messages restants attendent ; Trousse reprendra quand la limite sera levée.',
  },
  'mail-server-refused': {
    what: 'Le serveur de messagerie a refusé ce message.',
    todo: 'Sa réponse est dans le détail de l’envoi. Corrigez l’adresse, ou joignez la famille autrement.',
  },
  'mail-too-large': {
    what: 'Ce message est trop lourd pour la messagerie.',
    todo: 'Retirez une pièce jointe ou donnez les documents par un pack.',
  },
  'mail-variable-unknown': {
    what: 'Le texte contient une variable inconnue[ : {{variable}}][ (ligne {{line}})]. Elle arriverait telle quelle.',
    todo: 'Corrigez ce mot, ou choisissez une variable avec « Insérer ».',
  },
  'mail-variable-empty': {
    what: 'La variable[ {{variable}}] n’a pas de valeur pour certains élèves[ ({{pupils}})] : la phrase arriverait avec un trou.',
    todo: 'Écrivez le mot vous-même à sa place, ou complétez vos réglages (votre nom, la matière de la classe).',
  },
  'mail-file-missing': {
    what: 'Un document joint[, « {{file}} »,] n’est plus sur cet ordinateur.',
    todo: 'Retirez-le du message et joignez-le à nouveau.',
  },
  'mail-pack-missing': {
    what: 'Le fichier d’un pack individuel manque, ou il a changé depuis[ : {{file}}].',
    todo: 'Préparez à nouveau les packs individuels de la classe, puis revenez à ce message.',
  },
  'mail-header-invalid': {
    what: 'L’objet ou l’expéditeur contient un caractère interdit.',
    todo: 'Retirez les retours à la ligne et les caractères invisibles, puis recommencez.',
  },
  'mail-bounced': {
    what: 'Le message est revenu : il n’a pas pu être remis à son destinataire.',
    todo: 'La raison donnée par son serveur est dans le détail. Vérifiez l’adresse, ou joignez la famille autrement.',
  },
  'mail-captive-portal': {
    what: 'Le réseau où vous êtes attend d’abord que vous vous y connectiez (portail Wi-Fi).',
    todo: 'Ouvrez une page dans votre navigateur, identifiez-vous sur le réseau, puis recommencez. Votre mot de passe n’a pas été donné.',
  },
  'mail-sign-in-needed': {
    what: 'Votre messagerie demande que vous vous connectiez de nouveau.',
    todo: 'Dans les réglages, sous la messagerie, choisissez « Se connecter dans le navigateur ». Les messages attendent.',
  },
  'mail-sign-in-refused': {
    what: 'La connexion dans le navigateur a été refusée ou abandonnée.',
    todo: 'Recommencez, et acceptez que Trousse envoie et lise vos messages. Rien n’a été enregistré.',
  },
  'mail-sign-in-failed': {
    what: 'La connexion dans le navigateur n’a pas abouti[ ({{reason}})].',
    todo: 'Vérifiez l’identifiant d’application et les adresses données par votre service informatique, puis recommencez.',
  },
  'proxy-unreachable': {
    what: 'Le proxy du réseau[ {{host}}] n’a pas répondu.',
    todo: 'Vérifiez son adresse dans les réglages avancés de la messagerie, ou choisissez « Sans proxy ».',
  },
  'proxy-refused': {
    what: 'Le réseau où vous êtes bloque le courriel, et son proxy[ {{host}}] ne le laisse pas passer non plus.',
    todo: 'Essayez un partage de connexion, ou enregistrez les messages en fichiers. Les messages attendent.',
  },
  'proxy-credentials': {
    what: 'Le proxy du réseau[ {{host}}] demande un identifiant et un mot de passe.',
    todo: 'Donnez-les dans les réglages avancés de la messagerie.',
  },
  'proxy-authentication': {
    what: 'Le proxy du réseau[ {{host}}] demande une identification que Trousse ne sait pas donner[ ({{scheme}})].',
    todo: 'Essayez un partage de connexion, ou enregistrez les messages en fichiers.',
  },
  'inbox-off': {
    what: 'La lecture des réponses n’est pas activée.',
    todo: 'Activez-la dans les réglages, sous la messagerie.',
  },
  'inbox-unreachable': {
    what: 'Le serveur de réception[ {{host}}] n’a pas répondu.',
    todo: 'Vérifiez la connexion et le nom du serveur de réception dans les réglages.',
  },
  'inbox-port-blocked': {
    what: 'Le réseau où vous êtes empêche de lire la messagerie[ (port {{port}})].',
    todo: 'Essayez depuis un autre réseau ou un partage de connexion. Les réponses restent dans votre boîte.',
  },
  'inbox-tls-required': {
    what: 'Ce serveur de réception n’accepte pas de connexion protégée[ (port {{port}})].',
    todo: 'Trousse n’a pas donné le mot de passe. Vérifiez le serveur et le port : 993 le plus souvent.',
  },
  'inbox-credentials-refused': {
    what: 'Le serveur de réception a refusé l’identifiant ou le mot de passe.',
    todo: 'Saisissez de nouveau le mot de passe de la messagerie ; certains services en demandent un pour les applications.',
  },
  'inbox-no-imap': {
    what: 'Cette messagerie ne se laisse pas lire par Trousse[ ({{host}})].',
    todo: 'Activez l’accès IMAP dans les options de votre messagerie sur le web, ou vérifiez le serveur et le port.',
  },
  'inbox-interrupted': {
    what: 'La lecture de la messagerie s’est interrompue.',
    todo: 'Ce qui a été lu est gardé. Relancez la lecture : elle reprendra où elle s’est arrêtée.',
  },
}
