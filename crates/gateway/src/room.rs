//! Room for large requests: as many are checked at a time as there are processors.
//!
//! Reading and checking a large request takes many times its size in memory and keeps a processor busy, so such requests
//! have threads of their own, and those that find no room wait outside with nothing but their bytes. Small ones are
//! checked where they are.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

use crate::refusal::{Cause, Refusal};

/// Bodies larger than this are large.
const LARGE: usize = 64 << 10;

/// All the room there is.
pub(crate) struct Rooms(Arc<Semaphore>);

/// The room of one request; given back when it is dropped and nothing runs in it any more.
pub(crate) struct Room(Option<Arc<OwnedSemaphorePermit>>);

impl Rooms {
    /// Room for one large request for each processor.
    pub(crate) fn new() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self(Arc::new(Semaphore::new(processors)))
    }

    /// Room for a request of so many bytes, once there is some.
    ///
    /// # Errors
    /// [`Cause::CheckFailed`] when there was none in time.
    pub(crate) async fn enter(&self, bytes: usize, until: Instant) -> Result<Room, Refusal> {
        if bytes <= LARGE {
            return Ok(Room(None));
        }
        let free = timeout_at(until, Arc::clone(&self.0).acquire_owned()).await;
        match free {
            Ok(Ok(permit)) => Ok(Room(Some(Arc::new(permit)))),
            Ok(Err(_)) | Err(_) => Err(Cause::CheckFailed.into()),
        }
    }
}

impl Room {
    /// Runs a step, on a thread of its own when the request is large. A caller who leaves does not stop it, so the room
    /// stays taken until it ends.
    ///
    /// # Errors
    /// [`Cause::CheckFailed`] when the step did not come to an end.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        step: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let Some(permit) = self.0.clone() else {
            return Ok(step());
        };
        let kept = move || {
            let _permit = permit;
            step()
        };
        tokio::task::spawn_blocking(kept)
            .await
            .map_err(|_| Cause::CheckFailed.into())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn soon() -> Instant {
        Instant::now() + Duration::from_millis(20)
    }

    #[tokio::test]
    async fn only_large_requests_wait() {
        let rooms = Rooms(Arc::new(Semaphore::new(1)));
        let first = rooms.enter(LARGE + 1, soon()).await.unwrap();
        assert!(rooms.enter(LARGE, soon()).await.is_ok());
        assert!(rooms.enter(LARGE + 1, soon()).await.is_err());
        drop(first);
        assert!(rooms.enter(LARGE + 1, soon()).await.is_ok());
    }

    #[tokio::test]
    async fn what_still_runs_keeps_its_room() {
        let rooms = Rooms(Arc::new(Semaphore::new(1)));
        let room = rooms.enter(LARGE + 1, soon()).await.unwrap();
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let step = room.run(move || wait.recv());
        // The caller leaves while the step runs.
        assert!(tokio::time::timeout_at(soon(), step).await.is_err());
        drop(room);
        assert!(rooms.enter(LARGE + 1, soon()).await.is_err());
        go.send(()).unwrap();
        let later = Instant::now() + Duration::from_secs(5);
        assert!(rooms.enter(LARGE + 1, later).await.is_ok());
    }
}
