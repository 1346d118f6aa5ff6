//! `kill -9` while requests are recorded: afterwards the log verifies, and everything that was
//! reported as recorded is there.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anteroom_audit::{Micros, ReceiptId};
use anteroom_store::{Folder, RecordError, Store};

use crate::support::*;

#[tokio::test]
async fn what_was_reported_as_recorded_survives_a_kill() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    let folder = folder(temp.path())?;
    Store::open(folder.config(clock())?).await?.close().await;
    for round in 0..5u64 {
        let mut child = start(&folder)?;
        let (_, millis) = (round, 150 + round * 70);
        std::thread::sleep(Duration::from_millis(millis));
        child.kill()?;
        let reported = reported(&mut child)?;
        let store = Store::open(folder.config(clock())?).await?;
        store.verify_log(&[]).await?;
        for id in &reported {
            assert!(store.receipt(*id).await?.is_some(), "round {round}");
            assert!(!store.log_of(*id).await?.is_empty(), "round {round}");
        }
        store.recover(Micros(1)).await?;
        let open = store.receipts(None, u32::MAX).await?;
        assert!(open.iter().all(|receipt| receipt.state.as_str() != "open"));
        store.verify_log(&[]).await?;
        store.close().await;
        assert!(
            round < 2 || !reported.is_empty(),
            "the child never came to record anything"
        );
    }
    Ok(())
}

/// This test program again, running only the function below.
fn start(folder: &Folder) -> anyhow::Result<Child> {
    let mut child = Command::new(std::env::current_exe()?)
        .args([
            "--ignored",
            "--exact",
            "--nocapture",
            "crash::the_child_that_is_killed",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let path = folder.path().display().to_string();
    child
        .stdin
        .take()
        .expect("piped")
        .write_all(format!("{path}\n").as_bytes())?;
    Ok(child)
}

/// The ids that the child wrote, each after it was recorded; the last line may be cut.
fn reported(child: &mut Child) -> anyhow::Result<Vec<ReceiptId>> {
    let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    let ids = lines
        .map_while(Result::ok)
        .filter_map(|line| line.parse().ok())
        .collect();
    child.wait()?;
    Ok(ids)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by the test above, which kills it"]
async fn the_child_that_is_killed() -> anyhow::Result<()> {
    let mut path = String::new();
    std::io::stdin().read_line(&mut path)?;
    let folder = Folder::open(path.trim_end().as_ref())?;
    let store = Store::open(folder.config(clock())?).await?;
    let lanes: Vec<_> = (0..64)
        .map(|_| {
            let recorder = store.recorder();
            tokio::spawn(async move {
                loop {
                    let id = receipt_id();
                    let open = recorder.open(request(id)).await?;
                    // One write for one line, so that lines of other tasks cannot mix with it.
                    let _ = std::io::stdout().write_all(format!("{id}\n").as_bytes());
                    open.close(answered());
                }
                #[expect(unreachable_code, reason = "gives the block its type")]
                Ok::<(), RecordError>(())
            })
        })
        .collect();
    for lane in lanes {
        lane.await??;
    }
    Ok(())
}
