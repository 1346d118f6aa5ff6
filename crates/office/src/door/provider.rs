//! Single sign-on at the door: what is asked of the identity provider, and whether its answer opens.

use std::time::Duration;

use anteroom_audit::{Hash, Micros, Word};
use anteroom_store::new_token;

use super::{Door, Entered, Knock, Turned, held};
use crate::error::OfficeError;
use crate::id::Id;
use crate::single_sign_on::{Identity, Link, Owned, Provider, Question, SingleSignOn, owner};

/// For how long somebody may take to sign in at the provider.
pub(super) const AWAY: Duration = Duration::from_secs(10 * 60);
/// Under what the tries of those wait who are no person here. It is no id, so that it is nobody's name.
const NOBODY: &str = "single sign-on";

impl Door {
    /// The identity provider with which people may come in; none while single sign-on is off.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn provider(&self) -> Result<Option<Provider>, OfficeError> {
        Ok(SingleSignOn::now(&self.reading()).await?.provider)
    }

    /// Begins a sign-in with the provider.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn ask_provider(&self, at: Micros) -> Result<Question, OfficeError> {
        let question = Question {
            state: new_token()?,
            nonce: new_token()?,
            verifier: new_token()?,
            browser: new_token()?,
        };
        let state = Hash::of(question.state.as_bytes());
        held(&self.questions).put(state, question.clone(), at);
        Ok(question)
    }

    /// The question that this state answers, where the browser that asked it brings the answer. It is used up then, and
    /// also where another browser brings it.
    #[must_use]
    pub fn asked(&self, at: Micros, state: &str, browser: Option<&str>) -> Option<Question> {
        let question = held(&self.questions).take(&Hash::of(state.as_bytes()), at)?;
        let asked = Hash::of(question.browser.as_bytes());
        let is_same = browser.is_some_and(|browser| Hash::of(browser.as_bytes()) == asked);
        is_same.then_some(question)
    }

    /// Lets somebody in whom the provider knows, or asks for the account's own second step where the provider did not ask
    /// for one.
    ///
    /// # Errors
    /// [`Turned`]. It is on record by then, as [`Door::refuse_provider`] says.
    pub async fn sign_on(&self, knock: &Knock, who: &Identity) -> Result<Entered, Turned> {
        let links = self.reading().all::<Link>().await?;
        let Owned { kept, bound } = match owner(links, who) {
            Ok(owned) => owned,
            Err(why) => return Err(self.refuse_provider(knock, None, why).await),
        };
        let id = &kept.id;
        let account = self.kept_account(id).await?;
        let Some(account) = account.filter(|account| !account.record.disabled) else {
            return Err(self.refuse_provider(knock, Some(id), "disabled").await);
        };
        let mut link = kept.revision;
        if let Some(bound) = bound {
            let desk = self.desk(super::by(id, &account.record.name, knock.at));
            desk.change(&kept, &bound).await?;
            link += 1;
        }
        match who.both_steps {
            true => {
                let token = self.let_in(knock, id, &account.record).await?;
                held(&self.both_steps).put(Hash::of(token.as_bytes()), (), knock.at);
                Ok(Entered::In(token))
            }
            false => self.one_step(knock, &account, Some(link)).await,
        }
    }

    /// Whether the link by which somebody came is still as it was, and single sign-on still on.
    pub(super) async fn is_linked(&self, id: &Id, revision: u64) -> Result<bool, OfficeError> {
        let newest = self.reading().history::<Link>(id).await?.pop();
        let Some(subject) = newest
            .filter(|kept| kept.revision == revision)
            .and_then(|kept| kept.record.subject)
        else {
            return Ok(false);
        };
        let provider = self.provider().await?;
        Ok(provider.is_some_and(|provider| provider.issuer == subject.issuer))
    }

    /// Turns somebody away whom the provider did not vouch for, or who opens nothing here. Tries slow down as wrong
    /// passphrases do: those that must wait are not on record, or a stranger could fill the log. Whoever is let in by the
    /// provider does not wait, so that no stranger can shut others out.
    pub async fn refuse_provider(
        &self,
        knock: &Knock,
        whose: Option<&Id>,
        why: &'static str,
    ) -> Turned {
        let name = whose.map_or(NOBODY, Id::as_str);
        if let Err(left) = self.throttle().begin(name, knock.now) {
            return Turned::Wait(left);
        }
        let person: Option<Word> = whose.map(Id::word);
        match self.refuse(knock.at, person, why).await {
            Ok(()) => Turned::Wrong,
            Err(failed) => Turned::Failed(failed),
        }
    }
}
