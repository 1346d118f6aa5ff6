//! The code after the passphrase: how somebody comes by one, and what it takes to come in.

#[path = "support/at_the_door.rs"]
mod at_the_door;
mod support;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anteroom_audit::{EntryNo, Micros, Word};
use anteroom_office::Desk;
use anteroom_office::account::Account;
use anteroom_office::door::{Door, Drawn, Entered, Owes, Turned, Visitor};
use anteroom_office::second_step::{SecondStep, SignInRule};
use anteroom_policy::Role;
use at_the_door::{RIGHT, inside, knock, typed};
use jiff::civil::date;
use support::{NOW, desk, id};
use totp_rs::{Builder, Secret};
use zeroize::Zeroizing;

const BYTES: [u8; 20] = *b"12345678901234567890";

struct Clinic {
    desk: Desk,
    door: Arc<Door>,
    _folder: tempfile::TempDir,
}

fn later(seconds: i64) -> Micros {
    Micros(NOW.0 + seconds * 1_000_000)
}

/// What an app shows then.
#[expect(clippy::expect_used, reason = "helper of tests")]
fn code(at: Micros) -> String {
    let builder = Builder::new().with_secret(Secret::from(BYTES));
    let totp = builder.build().expect("the secret is long enough");
    totp.generate(u64::try_from(at.0 / 1_000_000).expect("after 1970"))
        .to_string()
}

fn drawn(seed: u8) -> Drawn {
    let mut drawn = Drawn::default();
    for (place, byte) in drawn.as_flattened_mut().iter_mut().enumerate() {
        *byte = seed.wrapping_add(u8::try_from(place).unwrap_or(0) / 7);
    }
    drawn
}

impl Clinic {
    async fn open() -> anyhow::Result<Clinic> {
        let folder = tempfile::tempdir()?;
        let desk = desk(&folder, date(2026, 11, 26)).await;
        let account = Account {
            name: Word::lossy("Maya Osei"),
            roles: BTreeSet::from([Role::FrontDesk]),
            passphrase: typed(RIGHT).seal(&[7; 16])?,
            disabled: false,
            temporary: false,
        };
        desk.add(&id("maya"), &account).await?;
        let door = Arc::new(Door::new(desk.store().clone()));
        Ok(Clinic {
            desk,
            door,
            _folder: folder,
        })
    }

    async fn sign_in(&self, at: Micros) -> Result<Entered, Turned> {
        let knock = knock(at, Instant::now());
        self.door.sign_in(&knock, "maya", typed(RIGHT)).await
    }

    async fn half(&self, at: Micros) -> anyhow::Result<Zeroizing<String>> {
        match self.sign_in(at).await? {
            Entered::Half(half) => Ok(half),
            Entered::In(_) => anyhow::bail!("no code is asked for"),
        }
    }

    async fn step(&self, at: Micros, half: &str, code: &str) -> Result<Zeroizing<String>, Turned> {
        let knock = knock(at, Instant::now());
        self.door.second_step(&knock, half, code).await
    }

    async fn visitor(&self, at: Micros, token: &str) -> anyhow::Result<Visitor> {
        let visitor = self.door.who(at, token).await?;
        visitor.ok_or_else(|| anyhow::anyhow!("the session is not open"))
    }

    /// Maya signs in and adds a second step; gives her and her recovery codes.
    async fn enrolled(&self) -> anyhow::Result<(Visitor, Vec<String>)> {
        let token = inside(self.sign_in(NOW).await?)?;
        let maya = self.visitor(NOW, &token).await?;
        self.door.enrolling(NOW, &maya, BYTES);
        let (moment, code) = ((NOW, Instant::now()), code(NOW));
        let codes = self
            .door
            .add_second_step(moment, &maya, typed(RIGHT), &code, &drawn(0))
            .await?;
        Ok((maya, codes.iter().map(str::to_owned).collect()))
    }
}

#[tokio::test]
async fn it_counts_once_a_code_was_right_and_ends_what_is_open_elsewhere() -> anyhow::Result<()> {
    let clinic = Clinic::open().await?;
    let token = inside(clinic.sign_in(NOW).await?)?;
    let other = inside(clinic.sign_in(NOW).await?)?;
    let maya = clinic.visitor(NOW, &token).await?;
    let first = clinic.door.enrolling(NOW, &maya, BYTES);
    let again = clinic.door.enrolling(later(60), &maya, [9; 20]);
    assert!(first == again, "a page loaded anew shows the same");
    let add = async |passphrase: &str, code: &str| {
        let moment = (NOW, Instant::now());
        clinic
            .door
            .add_second_step(moment, &maya, typed(passphrase), code, &drawn(0))
            .await
            .map(|codes| codes.iter().count())
    };
    let wrong = add("violin harbor ketchup", &code(NOW)).await;
    assert!(matches!(wrong, Err(Turned::Wrong)));
    let wrong = add(RIGHT, &code(later(-120))).await;
    assert!(matches!(wrong, Err(Turned::Code)));
    assert!(
        matches!(clinic.sign_in(NOW).await?, Entered::In(_)),
        "not yet"
    );
    assert_eq!(add(RIGHT, &code(NOW)).await?, 10);
    assert!(clinic.door.who(NOW, &token).await?.is_some());
    assert!(clinic.door.who(NOW, &other).await?.is_none());
    assert!(matches!(clinic.sign_in(NOW).await?, Entered::Half(_)));
    let over = add(RIGHT, &code(later(30))).await;
    assert!(matches!(over, Err(Turned::Over)), "nothing is being set up");
    Ok(())
}

#[tokio::test]
async fn nothing_opens_before_both_are_right_and_a_code_opens_once() -> anyhow::Result<()> {
    let clinic = Clinic::open().await?;
    clinic.enrolled().await?;
    let half = clinic.half(NOW).await?;
    assert!(clinic.door.who(NOW, &half).await?.is_none());
    let used = clinic.step(NOW, &half, &code(NOW)).await;
    assert!(matches!(used, Err(Turned::Code)), "it confirmed the app");
    let at = later(60);
    let guessed = clinic.step(at, "guessed", &code(at)).await;
    assert!(matches!(guessed, Err(Turned::Over)));
    let token = clinic.step(at, &half, &code(at)).await?;
    assert_ne!(token, half);
    assert!(clinic.door.who(at, &token).await?.is_some());
    let again = clinic.step(at, &half, &code(later(90))).await;
    assert!(matches!(again, Err(Turned::Over)), "a half is good once");
    let half = clinic.half(at).await?;
    for used in [code(at), code(later(30))] {
        let replayed = clinic.step(at, &half, &used).await;
        assert!(matches!(replayed, Err(Turned::Code)), "used, or before one");
    }
    clinic.step(at, &half, &code(later(90))).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_come_with_one_code_at_once_one_is_let_in() -> anyhow::Result<()> {
    let clinic = Clinic::open().await?;
    let (_, codes) = clinic.enrolled().await?;
    for (at, code) in [(later(60), code(later(60))), (later(120), codes[0].clone())] {
        let mut all = tokio::task::JoinSet::new();
        for _ in 0..2 {
            let (door, code) = (Arc::clone(&clinic.door), code.clone());
            let half = clinic.half(at).await?;
            all.spawn(async move {
                let knock = knock(at, Instant::now());
                door.second_step(&knock, &half, &code).await.is_ok()
            });
        }
        let entered = all.join_all().await.into_iter().filter(|is_in| *is_in);
        assert_eq!(entered.count(), 1, "{code}");
    }
    Ok(())
}

#[tokio::test]
async fn guesses_at_codes_and_passphrases_are_counted_together() -> anyhow::Result<()> {
    let clinic = Clinic::open().await?;
    clinic.enrolled().await?;
    let (at, now) = (later(60), Instant::now());
    let half = match clinic
        .door
        .sign_in(&knock(at, now), "maya", typed(RIGHT))
        .await?
    {
        Entered::Half(half) => half,
        Entered::In(_) => anyhow::bail!("no code is asked for"),
    };
    for _ in 0..4 {
        let wrong = clinic
            .door
            .second_step(&knock(at, now), &half, "481516")
            .await;
        assert!(matches!(wrong, Err(Turned::Code)));
    }
    let right = clinic
        .door
        .second_step(&knock(at, now), &half, &code(at))
        .await;
    assert!(
        matches!(right, Err(Turned::Wait(_))),
        "a right passphrase does not forgive"
    );
    let again = clinic
        .door
        .sign_in(&knock(at, now), "maya", typed(RIGHT))
        .await;
    assert!(matches!(again, Err(Turned::Wait(_))));
    let rested = now + Duration::from_secs(31);
    clinic
        .door
        .second_step(&knock(at, rested), &half, &code(at))
        .await?;
    let log = clinic.desk.store().log(EntryNo(0), 100).await?;
    let said: Vec<String> = log.iter().map(|line| format!("{:?}", line.event)).collect();
    let refused = said.iter().filter(|line| line.contains("SignInRefused"));
    assert_eq!(refused.count(), 4);
    assert!(!said.concat().contains("481516"));
    Ok(())
}

#[tokio::test]
async fn what_the_passphrase_gave_is_worth_nothing_later() -> anyhow::Result<()> {
    let clinic = Clinic::open().await?;
    let (maya, codes) = clinic.enrolled().await?;
    let half = clinic.half(NOW).await?;
    let late = clinic.step(later(300), &half, &codes[0]).await;
    assert!(matches!(late, Err(Turned::Over)));
    let half = clinic.half(NOW).await?;
    let (old, new) = (typed(RIGHT), typed("kettle meadow saxophone"));
    let moment = (NOW, Instant::now());
    let changed = clinic
        .door
        .change_passphrase(moment, &maya, old, new, [9; 16]);
    changed.await?;
    let changed = clinic.step(NOW, &half, &codes[0]).await;
    assert!(
        matches!(changed, Err(Turned::Over)),
        "somebody else knew the old one"
    );
    Ok(())
}

#[tokio::test]
async fn disabling_somebody_ends_what_waits_for_a_code_also_when_they_are_enabled_again()
-> anyhow::Result<()> {
    let clinic = Clinic::open().await?;
    clinic.enrolled().await?;
    let half = clinic.half(later(60)).await?;
    for disabled in [true, false] {
        let kept = clinic.desk.find::<Account>(&id("maya")).await?;
        let account = Account {
            disabled,
            ..kept.record.clone()
        };
        clinic.desk.change(&kept, &account).await?;
        let at = later(60);
        let stepped = clinic.step(at, &half, &code(at)).await;
        assert!(matches!(stepped, Err(Turned::Over)), "{disabled}");
    }
    let half = clinic.half(later(90)).await?;
    assert!(
        clinic
            .step(later(90), &half, &code(later(90)))
            .await
            .is_ok()
    );
    Ok(())
}

#[tokio::test]
async fn recovery_codes_open_once_each_until_there_are_new_ones() -> anyhow::Result<()> {
    let clinic = Clinic::open().await?;
    let (maya, codes) = clinic.enrolled().await?;
    let half = clinic.half(NOW).await?;
    clinic.step(NOW, &half, &codes[3].to_uppercase()).await?;
    assert_eq!(
        clinic.door.second_step_of(&maya.id).await?.recovery.len(),
        9
    );
    let half = clinic.half(NOW).await?;
    let again = clinic.step(NOW, &half, &codes[3]).await;
    assert!(matches!(again, Err(Turned::Code)));
    clinic.step(NOW, &half, &codes[4]).await?;
    let moment = (NOW, Instant::now());
    let renew = async |passphrase: &str| {
        clinic
            .door
            .renew_recovery(moment, &maya, typed(passphrase), &drawn(99))
            .await
    };
    assert!(matches!(
        renew("violin harbor ketchup").await,
        Err(Turned::Wrong)
    ));
    let new = renew(RIGHT).await?;
    let half = clinic.half(NOW).await?;
    let old = clinic.step(NOW, &half, &codes[5]).await;
    assert!(matches!(old, Err(Turned::Code)));
    clinic
        .step(NOW, &half, new.iter().next().unwrap_or_default())
        .await?;
    Ok(())
}

#[tokio::test]
async fn the_practice_may_ask_everybody_for_one() -> anyhow::Result<()> {
    let clinic = Clinic::open().await?;
    let token = inside(clinic.sign_in(NOW).await?)?;
    assert_eq!(clinic.visitor(NOW, &token).await?.owes, None);
    let second_step_required = true;
    SignInRule {
        second_step_required,
    }
    .set(&clinic.desk)
    .await?;
    assert_eq!(
        clinic.visitor(NOW, &token).await?.owes,
        Some(Owes::SecondStep)
    );
    let (maya, _) = clinic.enrolled().await?;
    let at = later(60);
    let half = clinic.half(at).await?;
    let token = clinic.step(at, &half, &code(at)).await?;
    assert_eq!(clinic.visitor(at, &token).await?.owes, None);
    let moment = (at, Instant::now());
    let dropped = clinic.door.drop_second_step(moment, &maya, typed(RIGHT));
    assert!(matches!(dropped.await, Err(Turned::Failed(_))));
    SecondStep::reset(&clinic.desk, &maya.id).await?;
    let token = inside(clinic.sign_in(at).await?)?;
    assert_eq!(
        clinic.visitor(at, &token).await?.owes,
        Some(Owes::SecondStep)
    );
    SignInRule::default().set(&clinic.desk).await?;
    assert_eq!(clinic.visitor(at, &token).await?.owes, None);
    Ok(())
}

#[tokio::test]
async fn somebody_takes_their_own_away_with_their_passphrase() -> anyhow::Result<()> {
    let clinic = Clinic::open().await?;
    let (maya, _) = clinic.enrolled().await?;
    let moment = (NOW, Instant::now());
    let drop = async |passphrase: &str| {
        clinic
            .door
            .drop_second_step(moment, &maya, typed(passphrase))
            .await
    };
    assert!(matches!(
        drop("violin harbor ketchup").await,
        Err(Turned::Wrong)
    ));
    drop(RIGHT).await?;
    assert!(matches!(clinic.sign_in(NOW).await?, Entered::In(_)));
    Ok(())
}
