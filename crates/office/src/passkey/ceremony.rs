//! What is asked of a browser, and whether its answer is right. `webauthn_rp` knows the rules; here stands what is kept.
//!
//! The questions hold a random challenge that the library draws. An answer is good for its own question, once.

use anteroom_audit::{Micros, Word};
use webauthn_rp::bin::{Decode as _, Encode as _};
use webauthn_rp::request::auth::AuthenticationVerificationOptions;
use webauthn_rp::request::register::{
    CredProtect, PublicKeyCredentialUserEntity, RegistrationVerificationOptions,
    USER_HANDLE_MAX_LEN, UserHandle64,
};
use webauthn_rp::request::{DomainOrigin, PublicKeyCredentialDescriptor, TimedCeremony as _};
use webauthn_rp::response::register::{CompressedPubKey, DynamicState, StaticState};
use webauthn_rp::response::{AuthTransports, CredentialId};
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthentication64, DiscoverableAuthenticationServerState,
    DiscoverableCredentialRequestOptions, PublicKeyCredentialCreationOptions, Registration,
    RegistrationServerState,
};

use super::{Passkey, Passkeys, Site};

/// A passkey that is being added.
pub(crate) struct Adding(RegistrationServerState<USER_HANDLE_MAX_LEN>);

/// A question to whoever stands at the door.
pub(crate) struct Asking(DiscoverableAuthenticationServerState);

/// What a browser answered at the door.
pub(crate) struct Answer(DiscoverableAuthentication64);

impl Adding {
    /// Asks for a new passkey of a person; the text is for the browser. None where it cannot be asked for.
    pub(crate) fn begin(
        site: &Site,
        held: &Passkeys,
        person: (&str, &str),
    ) -> Option<(Adding, String)> {
        let handle = held.handle()?;
        let user = PublicKeyCredentialUserEntity {
            name: person.0.try_into().ok()?,
            id: &handle,
            display_name: person.1.try_into().ok(),
        };
        let known = held.keys.iter().filter_map(Passkey::descriptor).collect();
        let mut options = PublicKeyCredentialCreationOptions::passkey(site.id(), user, known);
        // The owner's own check is asked for at each use; authenticators that cannot promise it beforehand are as good.
        options.extensions.cred_protect = CredProtect::None;
        let (server, client) = options.start_ceremony().ok()?;
        Some((Adding(server), serde_json::to_string(&client).ok()?))
    }

    /// The passkey that the browser made; none where the answer is not right.
    pub(crate) fn finish(
        self,
        site: &Site,
        answer: &str,
        name: Word,
        at: Micros,
    ) -> Option<Passkey> {
        let answer = Registration::from_json_relaxed(answer.as_bytes()).ok()?;
        let origins = site.origins();
        let options = RegistrationVerificationOptions::<DomainOrigin<'_, '_>, DomainOrigin<'_, '_>> {
            allowed_origins: &origins,
            ..RegistrationVerificationOptions::default()
        };
        let made = self.0.verify(site.id(), &answer, &options).ok()?;
        Some(Passkey {
            id: hex::encode(made.id()),
            name,
            added_at: at,
            transports: made.transports().encode().ok()?,
            key: hex::encode(made.static_state().encode().ok()?),
            state: hex::encode(made.dynamic_state().encode().ok()?),
        })
    }
}

impl Asking {
    /// Asks whoever is there for any passkey of this site; the text is for the browser.
    pub(crate) fn begin(site: &Site) -> Option<(Asking, String)> {
        let options = DiscoverableCredentialRequestOptions::passkey(site.id());
        let (server, client) = options.start_ceremony().ok()?;
        Some((Asking(server), serde_json::to_string(&client).ok()?))
    }

    /// What an answer must repeat.
    pub(crate) fn challenge(&self) -> u128 {
        self.0.sent_challenge().0
    }

    /// Whether the answer is right for this passkey of that person; the passkey is as it is after use then.
    pub(crate) fn finish(
        self,
        site: &Site,
        answer: &Answer,
        held: &Passkeys,
        key: &Passkey,
    ) -> Option<Passkey> {
        let handle = held.handle()?;
        let fixed = hex::decode(&key.key).ok()?;
        let fixed =
            StaticState::<CompressedPubKey<[u8; 32], [u8; 32], [u8; 48], Vec<u8>>>::decode(&fixed);
        let state: [u8; 7] = hex::decode(&key.state).ok()?.try_into().ok()?;
        let state = DynamicState::decode(state).ok()?;
        let mut known =
            AuthenticatedCredential::new(answer.0.raw_id(), &handle, fixed.ok()?, state).ok()?;
        let origins = site.origins();
        let options =
            AuthenticationVerificationOptions::<DomainOrigin<'_, '_>, DomainOrigin<'_, '_>> {
                allowed_origins: &origins,
                ..AuthenticationVerificationOptions::default()
            };
        self.0
            .verify(site.id(), &answer.0, &mut known, &options)
            .ok()?;
        let state = hex::encode(known.dynamic_state().encode().ok()?);
        Some(Passkey {
            state,
            ..key.clone()
        })
    }
}

impl Answer {
    /// What a browser sent; none where it is no answer at all.
    pub(crate) fn read(text: &str) -> Option<Answer> {
        DiscoverableAuthentication64::from_json_relaxed(text.as_bytes())
            .ok()
            .map(Answer)
    }

    /// The question that it answers.
    pub(crate) fn challenge(&self) -> Option<u128> {
        Some(self.0.challenge_relaxed().ok()?.0)
    }

    /// The id of the passkey that was used.
    pub(crate) fn key(&self) -> String {
        hex::encode(self.0.raw_id())
    }

    /// Whether the passkey calls its owner what these passkeys' owner is called.
    pub(crate) fn is_of(&self, held: &Passkeys) -> bool {
        hex::encode(self.0.response().user_handle()) == held.handle
    }
}

impl Passkeys {
    fn handle(&self) -> Option<UserHandle64> {
        let bytes: [u8; USER_HANDLE_MAX_LEN] = hex::decode(&self.handle).ok()?.try_into().ok()?;
        UserHandle64::decode(bytes).ok()
    }
}

impl Passkey {
    fn descriptor(&self) -> Option<PublicKeyCredentialDescriptor<Vec<u8>>> {
        Some(PublicKeyCredentialDescriptor {
            id: CredentialId::decode(hex::decode(&self.id).ok()?).ok()?,
            transports: AuthTransports::decode(self.transports).ok()?,
        })
    }
}
