import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { Construct } from 'constructs';
import type { ServiceSettings } from '../settings.ts';

/** A budget for the account, not the stack: a budget by tag stays at 0 until the tag is activated for billing. */
export function addBudget(
  scope: Construct,
  { alarmEmail, monthlyBudgetUsd }: Pick<ServiceSettings, 'alarmEmail' | 'monthlyBudgetUsd'>,
): void {
  const warnAt = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
    notification: {
      notificationType,
      comparisonOperator: 'GREATER_THAN',
      threshold,
      thresholdType: 'PERCENTAGE',
    },
    subscribers: [{ subscriptionType: 'EMAIL', address: alarmEmail }],
  });
  new CfnBudget(scope, 'Budget', {
    budget: {
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: monthlyBudgetUsd, unit: 'USD' },
    },
    notificationsWithSubscribers: [
      warnAt('ACTUAL', 80),
      warnAt('ACTUAL', 100),
      warnAt('FORECASTED', 100),
    ],
  });
}
