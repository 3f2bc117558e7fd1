import { Component, type ReactNode } from 'react'
import { ErrorState } from '../bridge/index.ts'

interface Props {
  readonly children: ReactNode
}

interface State {
  readonly error: unknown
}

/** A screen that breaks is replaced by the reason; the rest of the window goes on. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(error: unknown): State {
    return { error }
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children
    return <ErrorState error={this.state.error} shape="page" onRetry={() => this.setState({ error: null })} />
  }
}
