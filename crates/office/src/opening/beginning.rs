//! Everything that is recorded when a practice begins: the same records as at the command line.

use std::collections::BTreeSet;
use std::sync::Arc;

use anteroom_audit::{Micros, Word};
use anteroom_policy::Role;
use anteroom_store::{By, NewConnection, Store};
use jiff::civil::Date;
use zeroize::Zeroizing;

use crate::account::{Account, Sealed};
use crate::desk::{Desk, Record as _};
use crate::door::by;
use crate::error::OfficeError;
use crate::id::Id;
use crate::paper::Paper;
use crate::profile::Profile;
use crate::training::{Module, RULES, complete, enroll, use_modules};
use crate::vendor::{Agreement, Party};

/// What the first person says of themselves.
#[derive(Clone, Debug)]
pub struct First {
    /// The name to sign in with.
    pub id: Id,
    /// Their name.
    pub name: Word,
    /// What they are here.
    pub roles: BTreeSet<Role>,
    /// Their passphrase, sealed.
    pub passphrase: Sealed,
}

/// What a practice begins with.
pub struct Beginning {
    /// Name and state; none where `anteroom init` has set them up.
    pub practice: Option<(Word, Word)>,
    /// How large it is, and how patients reach it.
    pub profile: Profile,
    /// Who sets it up.
    pub first: First,
    /// Where the AI runs; none in practice mode.
    pub connection: Option<NewConnection>,
    /// Whose service it is, and how far the agreement with them has come.
    pub vendor: Option<(Id, Party, Option<Agreement>)>,
    /// The signed agreement itself.
    pub paper: Option<Arc<Paper>>,
    /// The browser that it is set up with.
    pub device: Word,
    /// The score in the 60-second rules; none where they were left for later.
    pub rules: Option<u8>,
}

/// Records everything, and gives what opens the first person's session. The account comes last: while there is none,
/// whatever broke off can be tried again.
pub(super) async fn record(
    store: &Store,
    beginning: Beginning,
    at: Micros,
    today: Date,
) -> Result<Zeroizing<String>, OfficeError> {
    if !store.evidence(Account::SUBJECT).await?.is_empty() {
        return Err(OfficeError::Refused("this practice is set up already"));
    }
    let Beginning {
        practice,
        profile,
        first,
        connection,
        vendor,
        paper,
        device,
        rules,
    } = beginning;
    let by = by(&first.id, &first.name, at);
    if let Some((name, state)) = practice {
        store.create_practice(&by, name, state).await?;
    }
    connect(store, &by, connection).await?;
    let desk = Desk::new(store.clone(), by.clone(), today);
    desk.put(&Profile::id()?, &profile).await?;
    let account = Account {
        name: first.name,
        roles: first.roles,
        passphrase: first.passphrase,
        disabled: false,
        temporary: false,
    };
    put_vendor(&desk, vendor, paper.as_deref()).await?;
    learn(&desk, &first.id, &account, rules).await?;
    desk.add(&first.id, &account).await?;
    Ok(store.open_session(&by, &first.id.word(), &device).await?)
}

/// Adds the connection, in the place of one that a try which broke off has added.
async fn connect(
    store: &Store,
    by: &By,
    connection: Option<NewConnection>,
) -> Result<(), OfficeError> {
    let Some(connection) = connection else {
        return Ok(());
    };
    let name = connection.name.clone();
    if store.live_connection(&name).await.is_ok() {
        store.revoke_connection(by, &name).await?;
    }
    store.add_connection(by, connection).await?;
    Ok(())
}

/// Records the vendor, and the agreement with its paper, which is kept as every file that proves something.
async fn put_vendor(
    desk: &Desk,
    vendor: Option<(Id, Party, Option<Agreement>)>,
    paper: Option<&Paper>,
) -> Result<(), OfficeError> {
    let Some((id, party, agreement)) = vendor else {
        return Ok(());
    };
    desk.put(&id, &party).await?;
    let Some(mut agreement) = agreement else {
        return Ok(());
    };
    if let Some(paper) = paper {
        let document = desk.attach(&paper.named("agreement"), paper.content().to_vec())?;
        agreement.document = Some(document);
    }
    desk.put(&id.numbered(1)?, &agreement).await
}

/// Puts the lessons on file, the first person on the roster, and what they passed beside them.
async fn learn(
    desk: &Desk,
    id: &Id,
    account: &Account,
    rules: Option<u8>,
) -> Result<(), OfficeError> {
    use_modules(desk).await?;
    enroll(desk, id, account).await?;
    match (Module::named(RULES)?, rules) {
        (Some(module), Some(percent)) => complete(desk, (id, account), module, percent)
            .await
            .map(drop),
        _ => Ok(()),
    }
}
