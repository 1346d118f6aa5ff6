//! What makes an ID token good (OpenID Connect Core section 3.1.3.7), and what it says.
//!
//! The library checks the signature, the issuer, the audience, the expiry and the nonce. Only RS256 and ES256 are taken:
//! neither `none`, nor an HMAC, whose key would be one that others know as well.

use std::time::SystemTime;

use anteroom_audit::Word;
use anteroom_office::single_sign_on::{Identity, Provider, Subject};
use jiff::Timestamp;
use openidconnect::core::{
    CoreIdToken, CoreIdTokenClaims, CoreIdTokenVerifier, CoreJwsSigningAlgorithm,
    CoreProviderMetadata, CoreTokenResponse,
};
use openidconnect::{
    ClaimsVerificationError as Wrong, ClientId, Nonce, SignatureVerificationError as BadSignature,
    TokenResponse as _,
};

/// How old a token may be, and how far the two clocks may differ, in seconds. It is asked for right after it is issued.
const OLDEST: i64 = 10 * 60;
const APART: i64 = 60;

/// What is wrong with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It is for somebody else.
    Audience,
    /// It is over, too old, or not yet issued.
    Expired,
    /// It is no token, there is none, or it lacks what it must say.
    Form,
    /// It is from somebody else.
    Issuer,
    /// The provider has no such key.
    Key,
    /// It answers another question.
    Nonce,
    /// It is not signed, not in one of the two ways, or by somebody else.
    Signature,
}

impl Flaw {
    /// The reason as the log says it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Flaw::Audience => "token_audience",
            Flaw::Expired => "token_expired",
            Flaw::Form => "token_form",
            Flaw::Issuer => "token_issuer",
            Flaw::Key => "token_key",
            Flaw::Nonce => "token_nonce",
            Flaw::Signature => "token_signature",
        }
    }
}

/// The token in the provider's answer.
pub(super) fn of(response: &CoreTokenResponse) -> Result<&CoreIdToken, Flaw> {
    response.id_token().ok_or(Flaw::Form)
}

/// What a token says, when everything about it is good at this moment.
pub(super) fn read(
    token: &CoreIdToken,
    provider: &Provider,
    metadata: &CoreProviderMetadata,
    nonce: &Nonce,
    now: Timestamp,
) -> Result<Identity, Flaw> {
    let verifier = verifier(provider, metadata, now);
    let claims = token.claims(&verifier, nonce).map_err(flaw)?;
    if let Some(party) = claims.authorized_party()
        && party.as_str() != provider.client_id.as_str()
    {
        return Err(Flaw::Audience);
    }
    Ok(Identity {
        subject: Subject::of(&provider.issuer, claims.subject()).ok_or(Flaw::Form)?,
        verified_email: verified_email(claims),
        both_steps: both_steps(claims, provider.acr.as_ref()),
    })
}

/// A verifier that no secret is given to, so that no HMAC can be good.
fn verifier<'v>(
    provider: &Provider,
    metadata: &CoreProviderMetadata,
    now: Timestamp,
) -> CoreIdTokenVerifier<'v> {
    CoreIdTokenVerifier::new_public_client(
        ClientId::new(provider.client_id.to_string()),
        metadata.issuer().clone(),
        metadata.jwks().clone(),
    )
    .set_allowed_algs([
        CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
        CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    ])
    .set_time_fn(move || SystemTime::from(now).into())
    .set_issue_time_verifier_fn(move |issued| {
        let age = now.as_second().saturating_sub(issued.timestamp());
        match (-APART..=OLDEST).contains(&age) {
            true => Ok(()),
            false => Err(String::new()),
        }
    })
}

fn verified_email(claims: &CoreIdTokenClaims) -> Option<anteroom_office::single_sign_on::Email> {
    let is_verified = claims.email_verified() == Some(true);
    let email = claims.email().filter(|_| is_verified)?;
    email.as_str().parse().ok()
}

/// Whether the provider asked for two proofs: it says so (RFC 8176), or names the context that was asked for.
fn both_steps(claims: &CoreIdTokenClaims, asked: Option<&Word>) -> bool {
    let mut methods = claims.auth_method_refs().into_iter().flatten();
    let context = claims.auth_context_ref().map(|acr| acr.as_str());
    methods.any(|method| method.as_str() == "mfa")
        || asked.is_some_and(|asked| context == Some(asked.as_str()))
}

/// Which of the reasons it was; what the library says in words could hold what the token says.
fn flaw(wrong: Wrong) -> Flaw {
    match wrong {
        Wrong::Expired(_) => Flaw::Expired,
        Wrong::InvalidAudience(_) => Flaw::Audience,
        Wrong::InvalidIssuer(_) => Flaw::Issuer,
        Wrong::InvalidNonce(_) => Flaw::Nonce,
        Wrong::SignatureVerification(BadSignature::NoMatchingKey) => Flaw::Key,
        Wrong::SignatureVerification(_) => Flaw::Signature,
        _ => Flaw::Form,
    }
}
