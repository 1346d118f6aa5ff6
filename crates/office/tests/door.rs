//! People come in, stay, are sent away and leave.

#[path = "support/at_the_door.rs"]
mod at_the_door;
mod support;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use anteroom_audit::{EntryNo, Micros, Word};
use anteroom_office::Desk;
use anteroom_office::account::Account;
use anteroom_office::door::{Chosen, Door, IDLE, Left, Turned, mark};
use anteroom_policy::Role;
use at_the_door::{RIGHT, inside, knock, typed};
use jiff::civil::date;
use support::{NOW, desk, id};

fn later(by: Duration) -> Micros {
    Micros(NOW.0 + by.as_micros() as i64)
}

async fn with_maya(folder: &tempfile::TempDir) -> anyhow::Result<(Desk, Door)> {
    let desk = desk(folder, date(2026, 11, 26)).await;
    let account = Account {
        name: Word::lossy("Maya Osei"),
        roles: BTreeSet::from([Role::FrontDesk]),
        passphrase: typed(RIGHT).seal(&[7; 16])?,
        disabled: false,
        temporary: false,
    };
    desk.add(&id("maya"), &account).await?;
    let door = Door::new(desk.store().clone());
    Ok((desk, door))
}

#[tokio::test]
async fn the_right_passphrase_opens_a_session_until_it_is_idle() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let (_desk, door) = with_maya(&folder).await?;
    let token = inside(
        door.sign_in(&knock(NOW, Instant::now()), " Maya ", typed(RIGHT))
            .await?,
    )?;
    let almost = later(IDLE);
    let maya = door
        .who(almost, &token)
        .await?
        .expect("the session is open");
    assert_eq!((maya.id.as_str(), maya.session.opened_at), ("maya", NOW));
    // It was used just now, so it goes on from there.
    assert!(door.who(later(IDLE * 2), &token).await?.is_some());
    assert!(
        door.who(later(IDLE * 3 + Duration::from_secs(1)), &token)
            .await?
            .is_none()
    );
    assert!(
        door.who(NOW, &token).await?.is_none(),
        "what has ended stays ended"
    );
    assert!(door.who(NOW, "guessed").await?.is_none());
    Ok(())
}

#[tokio::test]
async fn who_signs_out_or_loses_the_account_is_out_at_once() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let (desk, door) = with_maya(&folder).await?;
    let token = inside(
        door.sign_in(&knock(NOW, Instant::now()), "maya", typed(RIGHT))
            .await?,
    )?;
    let other = inside(
        door.sign_in(&knock(NOW, Instant::now()), "maya", typed(RIGHT))
            .await?,
    )?;
    let maya = door.who(NOW, &token).await?.expect("the session is open");
    door.sign_out(NOW, &maya, &mark(&token)).await?;
    let late = door.late(NOW, &mark(&token)).await?;
    assert!(late.is_some_and(|late| late.how == Left::SignedOut));
    assert!(door.who(NOW, &token).await?.is_none());
    assert!(door.who(NOW, &other).await?.is_some());
    door.end_sessions(&maya.by(NOW), &maya.id, None, "asked")
        .await?;
    let shut_out = door.late(NOW, &mark(&other)).await?;
    assert!(shut_out.is_none(), "it may have been somebody else's");
    let kept = desk.find::<Account>(&id("maya")).await?;
    let disabled = Account {
        disabled: true,
        ..kept.record.clone()
    };
    desk.change(&kept, &disabled).await?;
    assert!(door.who(NOW, &other).await?.is_none());
    let again = door
        .sign_in(&knock(NOW, Instant::now()), "maya", typed(RIGHT))
        .await;
    assert!(matches!(again, Err(Turned::Wrong)));
    Ok(())
}

#[tokio::test]
async fn guessing_is_slowed_and_on_record() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let (desk, door) = with_maya(&folder).await?;
    let now = Instant::now();
    for _ in 0..5 {
        let wrong = door
            .sign_in(&knock(NOW, now), "maya", typed("violin harbor ketchup"))
            .await;
        assert!(matches!(wrong, Err(Turned::Wrong)));
    }
    let right = door.sign_in(&knock(NOW, now), "maya", typed(RIGHT)).await;
    assert!(matches!(right, Err(Turned::Wait(_))));
    for guess in 0..20 {
        let crowd = door
            .sign_in(
                &knock(NOW, now),
                "maya",
                typed(&format!("guess number {guess}")),
            )
            .await;
        assert!(matches!(crowd, Err(Turned::Wait(_))));
    }
    let stranger = door
        .sign_in(&knock(NOW, now), "violin harbor mustard", typed("maya"))
        .await;
    assert!(matches!(stranger, Err(Turned::Wrong)));
    let log = desk.store().log(EntryNo(0), 100).await?;
    let said: Vec<String> = log.iter().map(|line| format!("{:?}", line.event)).collect();
    let refused = said
        .iter()
        .filter(|line| line.contains("SignInRefused"))
        .count();
    assert_eq!(refused, 6, "who must wait is not on record each time");
    assert!(
        !said.concat().contains("violin"),
        "what was typed is not on record"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn many_guesses_at_once_are_counted_one_by_one() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let (_desk, door) = with_maya(&folder).await?;
    let (door, now) = (std::sync::Arc::new(door), Instant::now());
    let mut guesses = tokio::task::JoinSet::new();
    for guess in 0..40 {
        let door = std::sync::Arc::clone(&door);
        let typed = typed(&format!("guess number {guess}"));
        guesses.spawn(async move { door.sign_in(&knock(NOW, now), "maya", typed).await });
    }
    let answers = guesses.join_all().await;
    let checked = answers
        .iter()
        .filter(|answer| matches!(answer, Err(Turned::Wrong)));
    assert_eq!(checked.count(), 5);
    Ok(())
}

#[tokio::test]
async fn somebody_chooses_their_own_passphrase_and_who_knew_the_old_one_is_out()
-> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let (_desk, door) = with_maya(&folder).await?;
    let now = Instant::now();
    let token = inside(door.sign_in(&knock(NOW, now), "maya", typed(RIGHT)).await?)?;
    let other = inside(door.sign_in(&knock(NOW, now), "maya", typed(RIGHT)).await?)?;
    let maya = door.who(NOW, &token).await?.expect("the session is open");
    let change = async |old, new| {
        let (old, new) = (typed(old), typed(new));
        door.change_passphrase((NOW, now), &maya, old, new, [9; 16])
            .await
    };
    const NEW: &str = "kettle meadow saxophone";
    assert!(matches!(
        change("violin harbor ketchup", NEW).await,
        Err(Chosen::Turned(Turned::Wrong))
    ));
    assert!(matches!(change(RIGHT, "short").await, Err(Chosen::Weak(_))));
    assert!(matches!(change(RIGHT, RIGHT).await, Err(Chosen::Same)));
    change(RIGHT, NEW).await?;
    assert!(door.who(NOW, &token).await?.is_some());
    assert!(door.who(NOW, &other).await?.is_none());
    let old = door.sign_in(&knock(NOW, now), "maya", typed(RIGHT)).await;
    assert!(matches!(old, Err(Turned::Wrong)));
    door.sign_in(&knock(NOW, now), "maya", typed(NEW)).await?;
    Ok(())
}

#[tokio::test]
async fn whose_session_ended_by_itself_is_still_known_and_comes_in_by_nothing() -> anyhow::Result<()>
{
    let folder = tempfile::tempdir()?;
    let (desk, door) = with_maya(&folder).await?;
    let token = inside(
        door.sign_in(&knock(NOW, Instant::now()), "maya", typed(RIGHT))
            .await?,
    )?;
    assert!(door.late(NOW, &mark(&token)).await?.is_none(), "it is open");
    let at = later(IDLE + Duration::from_secs(1));
    assert!(door.who(at, &token).await?.is_none());
    let late = door.late(at, &mark(&token)).await?;
    let late = late.expect("it ended by itself");
    assert_eq!((late.person.as_str(), late.how), ("maya", Left::Idle));
    assert!(door.who(at, &token).await?.is_none());
    assert!(door.late(at, &mark("guessed")).await?.is_none());
    let kept = desk.find::<Account>(&id("maya")).await?;
    let disabled = Account {
        disabled: true,
        ..kept.record.clone()
    };
    desk.change(&kept, &disabled).await?;
    assert!(door.late(at, &mark(&token)).await?.is_none());
    Ok(())
}

#[tokio::test]
async fn a_short_idle_limit_holds_and_use_extends_it() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let (_desk, door) = with_maya(&folder).await?;
    let door = door.with_idle(Duration::from_secs(8));
    let token = inside(
        door.sign_in(&knock(NOW, Instant::now()), "maya", typed(RIGHT))
            .await?,
    )?;
    for seconds in [6, 12, 18] {
        let at = later(Duration::from_secs(seconds));
        assert!(door.who(at, &token).await?.is_some(), "{seconds}");
    }
    let maya = door.who(later(Duration::from_secs(27)), &token).await?;
    assert!(maya.is_none());
    Ok(())
}
