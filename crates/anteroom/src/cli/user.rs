//! `anteroom user`: who may sign in at the pages, and what they may do there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anteroom_audit::Word;
use anteroom_office::account::{Account, Passphrase, Sealed, keeps_an_officer};
use anteroom_office::door::Door;
use anteroom_office::second_step::{SecondStep, SignInRule};
use anteroom_office::single_sign_on::{Email, Link};
use anteroom_office::training::{enroll, new_role};
use anteroom_office::{Desk, Id};
use anteroom_policy::Role;
use clap::{Args, Subcommand, ValueEnum};
use zeroize::Zeroizing;

use super::desk::{at_desk, one_of, words};
use super::{Place, Trial, input};
use crate::exit::{Exit, Failure, Outcome};
use crate::{chance, terminal};

#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Let somebody sign in.
    #[command(
        after_help = "Example:\n  anteroom user add maya --name \"Maya Osei\" --role front-desk --passphrase-file maya.txt"
    )]
    Add(Add),
    /// Let somebody sign in no longer. Their sessions end at once.
    #[command(after_help = "Example:\n  anteroom user disable maya")]
    Disable(Named),
    /// Let somebody sign in again.
    #[command(after_help = "Example:\n  anteroom user enable maya")]
    Enable(Named),
    /// Let somebody come in by single sign-on as well. Their sessions end at once, as whoever came in with another address
    /// does no longer.
    #[command(after_help = "Example:\n  anteroom user link maya --email maya@elmstreet.example")]
    Link(LinkTo),
    /// Who may sign in, and what they may do.
    #[command(after_help = "Example:\n  anteroom user list --json")]
    List(List),
    /// Ask everybody for a second step after the passphrase, or leave it to them.
    #[command(after_help = "Example:\n  anteroom user require-second-step on")]
    RequireSecondStep(Require),
    /// Give somebody another passphrase.
    #[command(after_help = "Example:\n  anteroom user reset maya --passphrase-file maya.txt")]
    Reset(Reset),
    /// Take somebody's second step away, such as when their phone is lost. Their sessions end at once.
    #[command(after_help = "Example:\n  anteroom user reset-second-step maya")]
    ResetSecondStep(Named),
    /// Give somebody other roles; those that are not named are taken away.
    #[command(after_help = "Example:\n  anteroom user role maya --role front-desk --role biller")]
    Role(Roles),
    /// Let somebody come in by single sign-on no longer. Their sessions end at once.
    #[command(after_help = "Example:\n  anteroom user unlink maya")]
    Unlink(Named),
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The name to sign in with, the same as on the roster of `anteroom training person`.
    id: Id,
    /// Their name, as pages show it.
    #[arg(long)]
    name: Word,
    /// A role; may be given several times.
    #[arg(long = "role", value_name = "ROLE", required = true, value_parser = one_of::<Role>)]
    roles: Vec<Role>,
    /// A file with their passphrase on one line; `-` reads it from standard input.
    #[arg(long, value_name = "FILE")]
    passphrase_file: PathBuf,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct Named {
    /// The name that they sign in with.
    id: Id,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct LinkTo {
    /// The name that they sign in with.
    id: Id,
    /// Their address at the identity provider, which must have verified it.
    #[arg(long, value_name = "ADDRESS")]
    email: Email,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Print as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Require {
    /// Whether everybody must have one.
    required: Switch,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Switch {
    /// Who has none is led to it after the passphrase.
    On,
    /// Everybody chooses for themselves.
    Off,
}

#[derive(Debug, Args)]
pub(crate) struct Reset {
    /// The name that they sign in with.
    id: Id,
    /// A file with the new passphrase on one line; `-` reads it from standard input.
    #[arg(long, value_name = "FILE")]
    passphrase_file: PathBuf,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct Roles {
    /// The name that they sign in with.
    id: Id,
    /// A role; may be given several times.
    #[arg(long = "role", value_name = "ROLE", required = true, value_parser = one_of::<Role>)]
    roles: Vec<Role>,
    #[command(flatten)]
    trial: Trial,
}

impl User {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        match self {
            User::Add(new) => at_desk(place, new.trial.dry_run, async |desk| add(desk, new).await),
            User::Disable(who) => able(place, who, true),
            User::Enable(who) => able(place, who, false),
            User::Link(new) => {
                at_desk(place, new.trial.dry_run, async |desk| link(desk, new).await)
            }
            User::List(how) => at_desk(place, false, async |desk| list(desk, &how).await),
            User::Reset(new) => at_desk(place, new.trial.dry_run, async |desk| {
                let account = find(desk, &new.id).await?;
                let passphrase = sealed(&new.passphrase_file, &new.id, &account.name)?;
                change(desk, &new.id, new.trial, |account| {
                    (account.passphrase, account.temporary) = (passphrase, true);
                })
                .await
            }),
            User::RequireSecondStep(new) => at_desk(place, new.trial.dry_run, async |desk| {
                require(desk, &new).await
            }),
            User::ResetSecondStep(who) => at_desk(place, who.trial.dry_run, async |desk| {
                reset_second_step(desk, &who).await
            }),
            User::Role(new) => at_desk(place, new.trial.dry_run, async |desk| {
                let roles = BTreeSet::from_iter(new.roles);
                change(desk, &new.id, new.trial, |account| account.roles = roles).await
            }),
            User::Unlink(who) => at_desk(place, who.trial.dry_run, async |desk| {
                unlink(desk, &who).await
            }),
        }
    }
}

async fn add(desk: &Desk, new: Add) -> Outcome {
    let account = Account {
        passphrase: sealed(&new.passphrase_file, &new.id, &new.name)?,
        name: new.name,
        roles: BTreeSet::from_iter(new.roles),
        disabled: false,
        temporary: true,
    };
    desk.add(&new.id, &account).await?;
    enroll(desk, &new.id, &account).await?;
    new.trial.tells(
        format_args!("{} could sign in as {}", account.name, new.id),
        format_args!("{} may sign in as {}.", account.name, new.id),
    );
    Ok(Exit::Done)
}

fn able(place: &Place, who: Named, disabled: bool) -> Outcome {
    at_desk(place, who.trial.dry_run, async |desk| {
        change(desk, &who.id, who.trial, |account| {
            account.disabled = disabled
        })
        .await
    })
}

async fn require(desk: &Desk, new: &Require) -> Outcome {
    let second_step_required = new.required == Switch::On;
    SignInRule {
        second_step_required,
    }
    .set(desk)
    .await?;
    let who = match new.required {
        Switch::On => "everybody needs a second step",
        Switch::Off => "a second step is everybody's own choice",
    };
    new.trial.tells(
        format_args!("from then on {who}"),
        format_args!("From now on {who}."),
    );
    Ok(Exit::Done)
}

async fn reset_second_step(desk: &Desk, who: &Named) -> Outcome {
    find(desk, &who.id).await?;
    SecondStep::reset(desk, &who.id).await?;
    end_sessions(desk, &who.id, who.trial).await?;
    who.trial.tells(
        format_args!("{} would have no second step any more", who.id),
        format_args!("{} has no second step any more.", who.id),
    );
    Ok(Exit::Done)
}

async fn link(desk: &Desk, new: LinkTo) -> Outcome {
    find(desk, &new.id).await?;
    Link::set(desk, &new.id, new.email.clone()).await?;
    end_sessions(desk, &new.id, new.trial).await?;
    new.trial.tells(
        format_args!("{} would open {} by single sign-on", new.email, new.id),
        format_args!("{} opens {} by single sign-on.", new.email, new.id),
    );
    Ok(Exit::Done)
}

async fn unlink(desk: &Desk, who: &Named) -> Outcome {
    find(desk, &who.id).await?;
    Link::remove(desk, &who.id).await?;
    end_sessions(desk, &who.id, who.trial).await?;
    who.trial.tells(
        format_args!("nobody would open {} by single sign-on", who.id),
        format_args!("Nobody opens {} by single sign-on any more.", who.id),
    );
    Ok(Exit::Done)
}

/// Whoever is signed in as this person is out, because how they come in is another now.
async fn end_sessions(desk: &Desk, id: &Id, trial: Trial) -> Result<(), Failure> {
    if !trial.dry_run {
        let door = Door::new(desk.store().clone());
        door.end_sessions(desk.by(), id, None, "reset").await?;
    }
    Ok(())
}

async fn find(desk: &Desk, id: &Id) -> Result<Account, Failure> {
    Ok(desk.find::<Account>(id).await?.record)
}

async fn change(desk: &Desk, id: &Id, trial: Trial, how: impl FnOnce(&mut Account)) -> Outcome {
    let kept = desk.find::<Account>(id).await?;
    let mut account = kept.record.clone();
    how(&mut account);
    keeps_an_officer(&desk.all::<Account>().await?, id, &account)?;
    desk.change(&kept, &account).await?;
    new_role(desk, id, &kept.record, &account).await?;
    if !trial.dry_run && (account.disabled || account.temporary) {
        let door = Door::new(desk.store().clone());
        door.end_sessions(desk.by(), id, None, "withdrawn").await?;
    }
    trial.tells(
        format_args!("the account {id} would be changed"),
        format_args!("The account {id} is changed."),
    );
    Ok(Exit::Done)
}

async fn list(desk: &Desk, how: &List) -> Outcome {
    let all = desk.all::<Account>().await?;
    let steps = desk.all::<SecondStep>().await?;
    let steps = steps.iter().filter(|kept| kept.record.is_on());
    let with_step: BTreeSet<&Id> = steps.map(|kept| &kept.id).collect();
    let links = desk.all::<Link>().await?;
    let links: BTreeMap<&Id, &Link> = links.iter().map(|kept| (&kept.id, &kept.record)).collect();
    let email_of = |id: &Id| links.get(id).and_then(|link| link.email.as_ref());
    if how.json {
        let all = all.iter().map(|kept| {
            let account = &kept.record;
            serde_json::json!({
                "id": kept.id,
                "name": account.name,
                "roles": account.roles,
                "disabled": account.disabled,
                "second_step": with_step.contains(&kept.id),
                "single_sign_on": email_of(&kept.id),
            })
        });
        terminal::json(&serde_json::Value::from_iter(all))?;
        return Ok(Exit::Done);
    }
    for kept in &all {
        let roles: Vec<String> = kept.record.roles.iter().map(words).collect();
        let disabled = match kept.record.disabled {
            true => "  may not sign in",
            false => "",
        };
        let second_step = match with_step.contains(&kept.id) {
            true => "  second step",
            false => "",
        };
        let linked = email_of(&kept.id);
        let linked = linked.map_or_else(String::new, |email| format!("  {email}"));
        terminal::line(format_args!(
            "{:<12} {:<24} {}{second_step}{linked}{disabled}",
            kept.id,
            kept.record.name,
            roles.join(", ")
        ))?;
    }
    Ok(Exit::Done)
}

/// Reads a passphrase that is good enough and seals it.
fn sealed(path: &std::path::Path, id: &Id, name: &Word) -> Result<Sealed, Failure> {
    let text = Zeroizing::new(input::text(Some(path))?);
    let passphrase = Passphrase::typed(text.trim_end_matches(['\r', '\n']).to_owned());
    let salt = chance::bytes()?;
    let good = passphrase.check(&[id.as_str(), name.as_str()]);
    let sealed = good.and_then(|()| passphrase.seal(&salt));
    sealed
        .map_err(|weak| Failure::usage(format_args!("this passphrase is not good enough: {weak}")))
}
