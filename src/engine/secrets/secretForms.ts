// The forms of texts that are secrets or hold one, as a list: what services hand out, and how commands take passwords.
// Every count is bounded, so that no text takes long.

const service = String.raw`(gh[opusr]_|github_pat_|gl(pat|dt|rt|ft|cbt|ptt|oas|imt|agent|soat)-|sk-|sk_|rk_|xox[a-z]-|xapp-|npm_|pypi-|hf_|r8_|gsk_|xai-|pplx-|nvapi-|do[opr]_v1_|shp(at|ca|pa|ss)_|whsec_|ya29\.|GOCSPX-|dckr_pat_|hv[sbr]\.|tskey-|dp\.(pt|st|ct|scim|audit)\.|sntry[su]_|glsa_|glc_|lin_api_|figd_|ntn_|sbp_|sb_secret_|xkeysib-|NRAK-|PMAK-|ATATT3|ATBB|ATCTT3|rubygems_|pul-|sq0(atp|csp|idp)-|ops_ey|AGE-SECRET-KEY-|tvly-|lsv2_|dapi|CLOJARS_|FlyV1 )[\w+/=.-]{4,}`;

export const secretForms: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY/,
  /PuTTY-User-Key-File/,
  // A JSON Web Token, and what the large services hand out.
  /\beyJ[\w-]{8,400}\.[\w-]/,
  new RegExp(String.raw`(?<![A-Za-z0-9])${service}`),
  /\b(AKIA|ASIA|ABIA|ACCA|AIza|LTAI|AKID)[\w-]{10}/,
  /\bSG\.[\w-]{8,80}\.[\w-]{8}/,
  /\bsl\.[\w-]{40}/,
  /\b1\/\/0[\w-]{20}/,
  /\bEAA[A-Za-z0-9]{30}/,
  /\bkey-[0-9a-f]{32}\b/,
  /\bSK[0-9a-f]{32}\b/,
  // Telegram: the number of a bot and its token.
  /(?<!\d)\d{6,12}:[\w-]{30}/,
  // Who knows such an address may write there.
  /\bhooks\.(slack|zapier)\.com\/[\w-]{1,40}\/\w/i,
  /\bdiscord(app)?\.com\/api\/webhooks\/\d/i,
  /\bwebhook\.office\.com\/webhook/i,
  /\blogic\.azure\.com\b.{0,400}\btriggers\b/i,
  // Signed addresses, and keys in them.
  /[?&](sig|signature|key|auth|pass|pw|pin|code|x-amz-signature|x-goog-signature)=[^&\s]{4}/i,
  /\b(bearer|basic) {1,5}[\w.~+/=-]{8}/i,
  // The addresses of MySQL: user:password@tcp(host)/name
  /^[^\s:/@]+:(?!\/\/)\S+@/,
  // Hashes of passwords, as crypt and LDAP write them.
  /^\$(2[abxy]?|argon2\w{0,2}|scrypt|[156y])\$[\w./$=,+-]{8}/,
  /^\{(SSHA|SHA|SMD5|CRYPT|PBKDF2)\d{0,3}\}\S/i,
];

/** Programs that take a password as an option of one letter, or a user with one. */
export const secretCommands: readonly RegExp[] = [
  /\b(mysql|mysqldump|mysqladmin|mysqlimport|mysqlsh|mariadb|mariadb-dump)(\.exe)?\b[^|;&\n]{0,300}\s-p['"]?[^\s'"]/,
  /\bsshpass\s{1,5}-p\s{0,5}\S/,
  /\b(docker|podman|nerdctl|buildah|skopeo|helm|az|oc|cf)\b[^|;&\n]{0,100}\blogin\b[^|;&\n]{0,300}\s-p\s{0,5}\S/,
  /\bredis-cli\b[^|;&\n]{0,300}\s-a\s{0,5}\S/,
  /\b(curl|wget|http|https|xh)(\.exe)?\b[^|;&\n]{0,400}\s(-u|-U|-a|--user|--proxy-user|--auth)(\s{1,5}|=)?['"]?[^\s:'"]{1,200}:[^\s'"]/,
  /\bpass:[^\s/]{2}/,
  /\bldap(search|modify|add|delete|passwd)\b[^|;&\n]{0,400}\s-w\s{0,5}\S/,
];
