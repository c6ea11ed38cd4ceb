/** Why a range is not complete, in words: the reason codes of the ledger, what each means and what to do about it. */

export interface Reason {
  readonly says: string;
  /** What an operator can do; null = nothing, the next night tries again by itself. */
  readonly remedy: string | null;
}

const AGAIN = null;
const ASK_SERVER = 'show it to those who run the server: the request stands in `lutra status --json`';

/** `http_<status>` beside these is the status of the answer. */
export const REASONS: Readonly<Record<string, Reason>> = {
  // the way there
  network: { says: 'the connection failed', remedy: AGAIN },
  timeout: {
    says: 'no whole answer within the time limit',
    remedy: 'raise fhir.timeout_seconds if the server is slow',
  },
  tls: {
    says: "the server's certificate is not accepted",
    remedy: 'install the certificate of its authority (NODE_EXTRA_CA_CERTS)',
  },
  truncated: {
    says: 'the answer or file ended too early',
    remedy: 'of a file: export it again; else the next run tries again',
  },
  disk: {
    says: 'what came could not be written to the disk of this machine',
    remedy: 'make room in the data directory, or see whether it can be written',
  },
  closed: { says: 'the run was ending', remedy: AGAIN },
  sign_in_lost: { says: 'the server no longer accepts the sign-in', remedy: 'check the credentials' },
  // what came is not what was asked for
  html: { says: 'a web page came instead of FHIR, such as a login page', remedy: 'check the base URL and the sign-in' },
  not_fhir: { says: 'the answer is no FHIR JSON', remedy: ASK_SERVER },
  fhir_xml: { says: 'the answer is FHIR XML', remedy: ASK_SERVER },
  not_a_bundle: { says: 'a search was answered by something else than a Bundle', remedy: ASK_SERVER },
  not_the_patient: { says: 'another Patient came than the one asked for', remedy: ASK_SERVER },
  not_the_resource: { says: 'another resource came than the one asked for', remedy: ASK_SERVER },
  not_a_medication: { says: 'another resource came than the Medication asked for', remedy: ASK_SERVER },
  operation_outcome: { says: 'the server reported an error among the results', remedy: ASK_SERVER },
  content_encoding: { says: 'the answer is packed in a way that was not asked for', remedy: ASK_SERVER },
  too_large: { says: 'one answer or file is over the size limit', remedy: 'lower fhir.page_size' },
  unreadable_items: {
    says: 'some of what came could not be read and lies in quarantine',
    remedy: 'see the quarantine in `lutra status`',
  },
  filter_ignored: {
    says: 'the server gave the records of others, as if it did not understand the question',
    remedy: ASK_SERVER,
  },
  foreign_subject: {
    says: 'every record names its patient by the address of another server',
    remedy: 'name that address in fhir.public_base if it is what this server, or that of the folder, calls itself',
  },
  subject_by_identifier: {
    says: 'the records name their patient by an identifier alone, so whose they are is not certain',
    remedy: 'ask those who run the server for literal references to the Patient (Patient/id)',
  },
  unresolvable_reference: { says: 'a reference that cannot be followed', remedy: ASK_SERVER },
  // paging and completeness
  fewer_than_announced: { says: 'less came than the server had announced', remedy: ASK_SERVER },
  end_unproven: {
    says: 'the results end where the server may have cut them, and it does not say how many there are',
    remedy: ASK_SERVER,
  },
  end_unknown: {
    says: 'as many came as a server gives that cuts its answers, and nothing it says tells whether there are more',
    remedy: ASK_SERVER,
  },
  unstable: { says: 'the results changed each time they were read', remedy: AGAIN },
  loop: { says: 'the pages lead back to one that was read', remedy: ASK_SERVER },
  bad_link: { says: 'a link that is no address', remedy: ASK_SERVER },
  foreign_link: {
    says: 'a link, to the next page or to what an export gives, at another server',
    remedy: 'name the public address of this server in fhir.public_base if that is what it is',
  },
  foreign_redirect: {
    says: 'a redirect to a server that is not allowed',
    remedy: 'name it in fhir.allowed_origins if it is yours',
  },
  redirected_post: { says: 'a search by POST was redirected', remedy: 'use the address it is redirected to' },
  too_many_redirects: { says: 'redirects without end', remedy: ASK_SERVER },
  volume_drop: {
    says: 'much of what was held is suddenly missing; nothing was retired',
    remedy: 'see whether the server has lost records',
  },
  missing_in_search: { says: 'a record that is there was not found by search', remedy: ASK_SERVER },
  candidate_without_patient: { says: 'a record that would bring a patient in names none', remedy: ASK_SERVER },
  no_link_search: {
    says: 'the server cannot be asked who is linked to a patient, so records of replaced persons may be unknown',
    remedy: 'accept it by fhir.link_search: false',
  },
  // bulk export
  bad_manifest: { says: 'the manifest of the export is not as it should be', remedy: ASK_SERVER },
  bad_range: { says: 'the rest of a file was asked for and something else came', remedy: AGAIN },
  count_mismatch: { says: 'a file holds another number of lines than the manifest says', remedy: ASK_SERVER },
  empty_export: { says: 'the export is empty', remedy: 'check the group and the rights of the client' },
  export_failed: { says: 'the server gave the export up', remedy: AGAIN },
  export_gone: { says: 'the server no longer knows the export', remedy: AGAIN },
  export_pending: { says: 'the export was not ready in time; it is asked about again next night', remedy: AGAIN },
  left_out: {
    says: 'the export leaves out a type of which the server has records',
    remedy: 'ask those who run the server to export it, or take it out of fhir.bulk.types if it is not to be read',
  },
  absence_unproven: {
    says: 'the export leaves out a type, and whether the server has records of it was not to be learned',
    remedy: AGAIN,
  },
  foreign_file: {
    says: 'a file of the export lies at a server that is not allowed',
    remedy: 'name it in fhir.allowed_origins if it is yours',
  },
  not_started: {
    says: 'the server answered the request for an export at once instead of beginning one',
    remedy: 'see whether the server offers bulk export at this address and level; else use fhir.mode: search',
  },
  untrusted_file: {
    says: 'a file of the export needs the token, at a server that may not have it',
    remedy: 'name it in fhir.token_origins if it is yours',
  },
  members_not_listed: {
    says: 'the group does not list its members, so of patients who came no more it is not known whether they left',
    remedy: 'ask those who run the server for a Group that lists its members',
  },
  members_shortened: {
    says: 'the list of the group names fewer than are in it, so nobody is taken for gone',
    remedy: 'ask those who run the server for a Group that lists all members',
  },
  members_dropped: {
    says: 'the list of the group suddenly names less than half of the members of before; nobody is taken for gone',
    remedy: 'see whether the group was really emptied',
  },
  no_members: { says: 'the members of the group could not be read', remedy: ASK_SERVER },
  no_status_url: { says: 'the export began without saying where to ask for it', remedy: ASK_SERVER },
  no_transaction_time: { says: 'the manifest does not say up to when it holds', remedy: ASK_SERVER },
  other_type: {
    says: 'a file holds nothing of the type that the manifest names',
    remedy: ASK_SERVER,
  },
  unknown_type: { says: 'a file of a type that FHIR does not have', remedy: ASK_SERVER },
  unverified: { says: 'the manifest gives no counts: nothing proves that the files are whole', remedy: AGAIN },
  // files
  truncated_gzip: {
    says: 'a packed file ends too early',
    remedy: 'of a folder: export it again; else the next run does',
  },
  bad_gzip: {
    says: 'a packed file cannot be unpacked',
    remedy: 'of a folder: export it again; else the next run does',
  },
  packed_too_tightly: { says: 'a packed file unpacks to hardly anything but repetition', remedy: ASK_SERVER },
  // folders
  file_not_read: {
    says: 'a file that may hold FHIR was not read: an archive, or a name that does not tell what it is',
    remedy: 'unpack it, or name it .ndjson, .json or with .gz behind, or take it away',
  },
  not_ndjson: { says: 'the file is no NDJSON', remedy: 'export it again' },
  unreadable_file: {
    says: 'a file could not be read from the disk',
    remedy: 'see whether it is there and may be read',
  },
  not_json: { says: 'the file is no JSON', remedy: 'export it again' },
};

/** Before a code: which part of a bulk export it is about. */
const PART = /^(?:kick_off|status|output|error|deleted|attachment|exported_and_deleted)_/;

/** What a reason code of the ledger says; null for a code that this version does not know. */
export function reasonOf(code: string): Reason | null {
  if (PART.test(code) && REASONS[code] === undefined) return reasonOf(code.replace(PART, ''));
  const status = /^http_(\d{3})$/.exec(code)?.[1];
  if (code.startsWith('read_error_')) return REASONS['unreadable_file'] ?? null;
  if (status !== undefined)
    return { says: `the server answered with status ${status}`, remedy: status.startsWith('5') ? AGAIN : ASK_SERVER };
  return REASONS[code] ?? null;
}
