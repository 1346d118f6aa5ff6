//! `/console/people`: who may sign in, with which roles, and whether their training is current.

use std::collections::{BTreeMap, BTreeSet};

use anteroom_audit::Word;
use anteroom_office::account::{
    Account, Passphrase, Right, Sealed, may_change, may_give, may_reset,
};
use anteroom_office::passkey::Passkeys;
use anteroom_office::second_step::SecondStep;
use anteroom_office::single_sign_on::{Email, Link, SingleSignOn};
use anteroom_office::training::{PersonView, Roster, enroll, new_role};
use anteroom_office::{Id, Kept, OfficeError};
use anteroom_policy::Role;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use zeroize::Zeroizing;

use crate::edge::Edge;
use crate::page::{
    Allowed, AllowedForm, Frame, ManagePeople, Needs, SeeConsole, Sent, page, page_with, role_name,
    role_names, role_says, see_other, sentence,
};
use crate::pages::{error, setup};

#[derive(Template)]
#[template(path = "console/people.html")]
struct People {
    frame: Frame,
    here: &'static str,
    rows: Vec<Row>,
    /// Who is on the roster and cannot sign in.
    without_account: Vec<Row>,
    /// The form for somebody new; none for who may only look.
    form: Option<Form>,
}

/// Somebody.
struct Row {
    id: String,
    name: String,
    roles: String,
    is_disabled: bool,
    training: &'static str,
    is_trained: bool,
}

/// What was typed for somebody new, and what is wrong with it.
#[derive(Default)]
struct Form {
    id: String,
    name: String,
    roles: Vec<Offer>,
    wrong: Option<String>,
}

/// A role that may be given.
struct Offer {
    code: &'static str,
    name: &'static str,
    /// What it opens.
    says: &'static str,
    is_held: bool,
}

#[derive(Template)]
#[template(path = "console/person.html")]
struct Person {
    frame: Frame,
    here: &'static str,
    row: Row,
    offers: Vec<Offer>,
    lessons: Vec<(String, &'static str)>,
    second_step: bool,
    /// The address by which this person comes in by single sign-on; empty where they do not.
    email: String,
    /// Whether there is single sign-on, or this person was linked when there was.
    has_single_sign_on: bool,
    /// Why this person's passphrase cannot be reset from here; none where it can.
    no_reset: Option<String>,
    /// Why this person's account cannot be changed from here; none where it can.
    closed: Option<String>,
}

#[derive(Template)]
#[template(path = "console/passphrase.html")]
struct Shown {
    frame: Frame,
    here: &'static str,
    id: String,
    name: String,
    passphrase: Zeroizing<String>,
}

pub(crate) async fn get(by: Allowed<SeeConsole>) -> Result<Response, Response> {
    let form = by.may(Right::ManagePeople).then(Form::default);
    list(&by, form, StatusCode::OK).await
}

/// Lets somebody new sign in, with a passphrase that is shown once.
pub(crate) async fn add(form: AllowedForm<ManagePeople>) -> Result<Response, Response> {
    let AllowedForm { by, sent } = form;
    let (id, account, passphrase) = match new(&by, &sent).await {
        Ok(new) => new,
        Err(wrong) => {
            let again = Form {
                id: sent.text("id").to_owned(),
                name: sent.text("name").to_owned(),
                roles: offers(&by, &roles(&sent)),
                wrong: Some(wrong),
            };
            return list(&by, Some(again), StatusCode::BAD_REQUEST).await;
        }
    };
    let added = by.desk.add(&id, &account).await;
    added.map_err(|failed| by.failed(failed))?;
    let enrolled = enroll(&by.desk, &id, &account).await;
    enrolled.map_err(|failed| by.failed(failed))?;
    Ok(show(&by, &id, &account, passphrase))
}

pub(crate) async fn one(
    by: Allowed<SeeConsole>,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let person = read_one(&by, &id).await;
    Ok(page(&person.map_err(|failed| by.failed(failed))?))
}

/// Gives somebody these roles and no others.
pub(crate) async fn set_roles(
    Path(id): Path<String>,
    form: AllowedForm<ManagePeople>,
) -> Result<Response, Response> {
    let AllowedForm { by, sent } = form;
    change(&by, &id, |account| account.roles = roles(&sent)).await?;
    Ok(see_other(&format!("/console/people/{id}")))
}

/// Lets somebody sign in no longer, or again.
pub(crate) async fn set_able(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    form: AllowedForm<ManagePeople>,
) -> Result<Response, Response> {
    let AllowedForm { by, sent } = form;
    let disabled = sent.text("may") == "no";
    let kept = change(&by, &id, |account| account.disabled = disabled).await?;
    if disabled {
        end_sessions(&edge, &by, &kept.id, "withdrawn").await?;
    }
    Ok(see_other(&format!("/console/people/{id}")))
}

/// Gives somebody another passphrase, which is shown once.
pub(crate) async fn reset(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    form: AllowedForm<ManagePeople>,
) -> Result<Response, Response> {
    let by = form.by;
    allow_reset(&by, &id).await?;
    let Some((passphrase, sealed)) = made().await else {
        return Err(error::broken(by.frame));
    };
    let set = |account: &mut Account| (account.passphrase, account.temporary) = (sealed, true);
    let kept = change(&by, &id, set).await?;
    end_sessions(&edge, &by, &kept.id, "reset").await?;
    Ok(show(&by, &kept.id, &kept.record, passphrase))
}

/// Takes somebody's second step away, whose phone is lost.
pub(crate) async fn reset_second_step(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    form: AllowedForm<ManagePeople>,
) -> Result<Response, Response> {
    let by = form.by;
    let id = allow_reset(&by, &id).await?;
    let reset = SecondStep::reset(&by.desk, &id).await;
    reset.map_err(|failed| by.failed(failed))?;
    end_sessions(&edge, &by, &id, "reset").await?;
    Ok(see_other(&format!("/console/people/{id}")))
}

/// Lets somebody come in by single sign-on, with this address and no other; with none, no longer.
pub(crate) async fn link(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    form: AllowedForm<ManagePeople>,
) -> Result<Response, Response> {
    let AllowedForm { by, sent } = form;
    let id = allow_reset(&by, &id).await?;
    let linked = match sent.text("email") {
        "" => Link::remove(&by.desk, &id).await,
        typed => match typed.parse::<Email>() {
            Ok(email) => Link::set(&by.desk, &id, email).await,
            Err(_) => Err(OfficeError::Refused(
                "write an e-mail address such as maya@elmstreet.example",
            )),
        },
    };
    linked.map_err(|failed| by.failed(failed))?;
    end_sessions(&edge, &by, &id, "reset").await?;
    Ok(see_other(&format!("/console/people/{id}")))
}

/// Makes sure that this person may reset how somebody signs in; gives who that is.
async fn allow_reset(by: &Allowed<ManagePeople>, id: &str) -> Result<Id, Response> {
    let allowed = async {
        let kept = by.desk.find::<Account>(&id.parse()?).await?;
        let visitor = &by.person.visitor;
        may_reset((&visitor.id, &visitor.account), &kept.id, &kept.record)?;
        Ok(kept.id)
    };
    allowed.await.map_err(|failed| by.failed(failed))
}

/// Whoever is signed in as this person is out, except the one who does it.
async fn end_sessions(
    edge: &Edge,
    by: &Allowed<ManagePeople>,
    id: &Id,
    why: &'static str,
) -> Result<(), Response> {
    let here = Some(&by.person.visitor.session.id);
    let ended = edge.door.end_sessions(&by.person.by(), id, here, why).await;
    ended.map_err(|failed| by.failed(failed))
}

/// Writes what was changed of an account, where that is allowed; gives the account as it was, with the change in it.
async fn change(
    by: &Allowed<ManagePeople>,
    id: &str,
    how: impl FnOnce(&mut Account),
) -> Result<Kept<Account>, Response> {
    let changed = async {
        let mut kept = by.desk.find::<Account>(&id.parse()?).await?;
        let mut account = kept.record.clone();
        how(&mut account);
        let visitor = &by.person.visitor;
        may_change(
            (&visitor.id, &visitor.account),
            &kept.id,
            Some(&kept.record),
            &account,
        )?;
        by.desk.change(&kept, &account).await?;
        new_role(&by.desk, &kept.id, &kept.record, &account).await?;
        kept.record = account;
        Ok(kept)
    };
    changed.await.map_err(|failed| by.failed(failed))
}

/// Somebody new, as typed; or what is wrong with it.
async fn new(
    by: &Allowed<ManagePeople>,
    sent: &Sent,
) -> Result<(Id, Account, Zeroizing<String>), String> {
    let name = Word::new(sent.text("name")).ok();
    let name = name.filter(|name| !name.as_str().is_empty());
    let name = name.ok_or("Write the person's name.")?;
    let id: Id = sent.text("id").to_lowercase().parse().map_err(
        |_| "For the short name use small letters, digits and hyphens only, such as maya.",
    )?;
    let (passphrase, sealed) = made()
        .await
        .ok_or("No passphrase could be made. Try again.")?;
    let account = Account {
        name,
        roles: roles(sent),
        passphrase: sealed,
        disabled: false,
        temporary: true,
    };
    if account.roles.is_empty() {
        return Err("Choose at least one role.".to_owned());
    }
    let visitor = &by.person.visitor;
    may_change((&visitor.id, &visitor.account), &id, None, &account)
        .map_err(|failed| sentence(&failed.to_string()))?;
    match by.desk.find::<Account>(&id).await {
        Ok(_) => Err("Somebody signs in with this short name already.".to_owned()),
        Err(_) => Ok((id, account, passphrase)),
    }
}

/// The roles that were ticked.
fn roles(sent: &Sent) -> BTreeSet<Role> {
    let ticked = |role: &Role| sent.all("role").any(|code| code == role.code());
    Role::ALL.iter().copied().filter(ticked).collect()
}

/// A new passphrase, and what it is checked against.
async fn made() -> Option<(Zeroizing<String>, Sealed)> {
    let passphrase = crate::chance::words()?;
    let sealed = setup::sealed(Passphrase::typed((*passphrase).clone())).await?;
    Some((passphrase, sealed))
}

fn show(
    by: &Allowed<ManagePeople>,
    id: &Id,
    account: &Account,
    passphrase: Zeroizing<String>,
) -> Response {
    page(&Shown {
        frame: by.frame.clone(),
        here: "people",
        id: id.to_string(),
        name: account.name.to_string(),
        passphrase,
    })
}

async fn list<R: Needs>(
    by: &Allowed<R>,
    form: Option<Form>,
    status: StatusCode,
) -> Result<Response, Response> {
    let people = read_all(by, form).await;
    let people = people.map_err(|failed| by.failed(failed))?;
    Ok(page_with(status, &people))
}

async fn read_all<R: Needs>(by: &Allowed<R>, form: Option<Form>) -> Result<People, OfficeError> {
    let accounts = by.desk.all::<Account>().await?;
    let roster = Roster::read(&by.desk).await?;
    let mut trained: BTreeMap<&Id, PersonView<'_>> = roster
        .people()?
        .into_iter()
        .map(|view| (view.id, view))
        .collect();
    let rows = accounts.iter().map(|kept| {
        let view = trained.remove(&kept.id);
        row(kept, view.as_ref())
    });
    let rows = rows.collect();
    let form = form.map(|form| match form.wrong {
        Some(_) => form,
        None => Form {
            roles: offers(by, &BTreeSet::new()),
            ..form
        },
    });
    Ok(People {
        frame: by.frame.clone(),
        here: "people",
        rows,
        without_account: trained.values().map(of_roster).collect(),
        form,
    })
}

async fn read_one(by: &Allowed<SeeConsole>, id: &str) -> Result<Person, OfficeError> {
    let kept = by.desk.find::<Account>(&id.parse()?).await?;
    let roster = Roster::read(&by.desk).await?;
    let people = roster.people()?;
    let view = people.iter().find(|view| *view.id == kept.id);
    let visitor = &by.person.visitor;
    let own = (&visitor.id, &visitor.account);
    let allowed = may_change(own, &kept.id, Some(&kept.record), &kept.record);
    let reset = may_reset(own, &kept.id, &kept.record);
    let lessons = view.iter().flat_map(|view| &view.lessons);
    let email = Link::of(&by.desk, &kept.id).await?.email;
    let provider = SingleSignOn::now(&by.desk).await?.provider;
    Ok(Person {
        has_single_sign_on: provider.is_some() || email.is_some(),
        email: email.map_or_else(String::new, String::from),
        frame: by.frame.clone(),
        here: "people",
        offers: offers(by, &kept.record.roles),
        lessons: lessons
            .map(|lesson| (lesson.title.to_owned(), lesson.progress.words()))
            .collect(),
        second_step: SecondStep::of(&by.desk, &kept.id).await?.is_on()
            || !Passkeys::of(&by.desk, &kept.id).await?.keys.is_empty(),
        closed: allowed.err().map(|failed| sentence(&failed.to_string())),
        no_reset: reset.err().map(|failed| sentence(&failed.to_string())),
        row: row(&kept, view),
    })
}

/// The roles that this person may give; those that are held already stay on the list.
fn offers<R: Needs>(by: &Allowed<R>, held: &BTreeSet<Role>) -> Vec<Offer> {
    let may: BTreeSet<Role> = may_give(&by.person.visitor.account).collect();
    let all = may.union(held).copied();
    let offer = |role: Role| Offer {
        code: role.code(),
        name: role_name(role),
        says: role_says(role),
        is_held: held.contains(&role),
    };
    all.map(offer).collect()
}

fn row(kept: &Kept<Account>, view: Option<&PersonView<'_>>) -> Row {
    let account = &kept.record;
    Row {
        id: kept.id.to_string(),
        name: account.name.to_string(),
        roles: role_names(account),
        is_disabled: account.disabled,
        training: match view {
            None => "Not on the training list",
            Some(view) if view.is_current => "Current",
            Some(view) if view.lessons.is_empty() => "No course set for this role",
            Some(_) => "Due",
        },
        is_trained: view.is_some_and(|view| view.is_current),
    }
}

fn of_roster(view: &PersonView<'_>) -> Row {
    Row {
        id: view.id.to_string(),
        name: view.person.name.to_string(),
        roles: view.person.role.to_string(),
        is_disabled: true,
        training: match view.is_current {
            true => "Current",
            false => "Due",
        },
        is_trained: view.is_current,
    }
}
