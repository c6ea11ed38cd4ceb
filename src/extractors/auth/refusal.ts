/** Sign-in that failed. The code goes to the ledger; what only the operator can mend is told with its remedy. */
import { LutraError } from '../../errors.ts';
import { Fault } from '../search/fault.ts';

/** The server said no to this client. */
export class SignInFault extends Fault {
  readonly error: LutraError;

  constructor(code: string, error: LutraError) {
    super(`sign_in_${code}`);
    this.error = error;
  }
}

/** The server said no to this client; asking again changes nothing. */
export function refused(code: string, message: string, remedy: string): SignInFault {
  return new SignInFault(code, new LutraError('http', `sign-in refused: ${message}`, { place: 'fhir.auth', remedy }));
}

/** No token could be had, for a reason that is not about this client. */
export function unavailable({ code }: Fault): Fault {
  return new Fault(`sign_in_${code}`);
}
