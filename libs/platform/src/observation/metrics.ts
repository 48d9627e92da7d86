import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Prometheus metrics of this process. Labels hold no identifiers of people, teams or incidents. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'layad_http_request_seconds',
    help: 'Time to answer an HTTP request.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });
  private readonly deadlineLateness = new Histogram({
    name: 'layad_deadline_lateness_seconds',
    help: 'Real seconds between the moment a deadline was due and the moment it took effect.',
    labelNames: ['kind'],
    buckets: [0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300],
    registers: [this.registry],
  });
  private readonly deadlineFailures = new Counter({
    name: 'layad_deadline_failures_total',
    help: 'Deadlines whose handler failed and will be tried again.',
    labelNames: ['kind'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  requestAnswered(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }

  deadlineFired(kind: string, lateSeconds: number): void {
    this.deadlineLateness.observe({ kind }, Math.max(0, lateSeconds));
  }

  deadlineFailed(kind: string): void {
    this.deadlineFailures.inc({ kind });
  }

  /** A counter of a domain lib, named `layad_<noun>_<past verb>_total`. */
  counter(name: string, help: string, labelNames: string[] = []): Counter {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  /** A gauge of a domain lib whose value is read when it is scraped. */
  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }
}
