//! TCP connections that can be watched, reset and slowed down, which an HTTP library does not offer.

use crate::log::{Log, Tap};
use axum::Router;
use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Sleep, sleep};

const OPEN: u8 = 0;
const RESET: u8 = 1;
const TRICKLE: u8 = 2;

/// The pause before each byte of a trickling answer.
const TICK: Duration = Duration::from_millis(250);
/// After this many bytes (60 seconds) a trickling connection is reset, so that a forgotten client does not keep it.
const TRICKLE_LIMIT: u32 = 240;

/// A listener whose connections are [`Wire`]s.
pub(crate) struct Door {
    listener: TcpListener,
    log: Option<Log>,
}

impl Door {
    pub(crate) const fn new(listener: TcpListener) -> Self {
        Self { listener, log: None }
    }

    /// A door that copies every byte received into `log`.
    pub(crate) const fn watched(listener: TcpListener, log: Log) -> Self {
        Self { listener, log: Some(log) }
    }
}

/// Answers what comes through a door until the task is dropped.
pub(crate) async fn serve(door: Door, router: Router) {
    let service = router.into_make_service_with_connect_info::<Handle>();
    // axum's serve loop ends only with its task; its result is never an error.
    let _never = axum::serve(door, service).await;
}

impl Listener for Door {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.listener).await;
        let tap = self.log.as_ref().map(Log::connection);
        (Wire { stream, handle: Handle::default(), tap, timer: None, trickled: 0 }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// What a request handler may do to the connection that it answers on.
#[derive(Clone, Default)]
pub(crate) struct Handle(Arc<AtomicU8>);

impl Handle {
    /// Instead of the next byte of the answer the client gets a TCP reset.
    pub(crate) fn reset(&self) {
        self.0.store(RESET, Ordering::SeqCst);
    }

    /// From now on the answer, headers included, leaves one byte at a time.
    pub(crate) fn trickle(&self) {
        self.0.store(TRICKLE, Ordering::SeqCst);
    }

    fn state(&self) -> u8 {
        self.0.load(Ordering::SeqCst)
    }
}

impl Connected<IncomingStream<'_, Door>> for Handle {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        stream.io().handle.clone()
    }
}

/// One connection.
pub(crate) struct Wire {
    stream: TcpStream,
    handle: Handle,
    tap: Option<Tap>,
    timer: Option<Pin<Box<Sleep>>>,
    trickled: u32,
}

impl Wire {
    fn cut(&self) -> Poll<io::Result<usize>> {
        // Lingering for no time at all is what makes the kernel send RST instead of FIN.
        Poll::Ready(self.stream.set_zero_linger().and(Err(io::ErrorKind::ConnectionReset.into())))
    }

    fn write_one(&mut self, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.trickled >= TRICKLE_LIMIT {
            return self.cut();
        }
        ready!(self.timer.get_or_insert_with(|| Box::pin(sleep(TICK))).as_mut().poll(context));
        self.timer = None;
        self.trickled += 1;
        Pin::new(&mut self.stream).poll_write(context, bytes.get(..1).unwrap_or_default())
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        if let Some(tap) = &self.tap {
            tap.received(buffer.filled().get(before..).unwrap_or_default());
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.handle.state() {
            OPEN => Pin::new(&mut self.stream).poll_write(context, bytes),
            TRICKLE => self.write_one(context, bytes),
            _ => self.cut(),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.handle.state() == RESET {
            return Poll::Ready(self.stream.set_zero_linger());
        }
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
