import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0008_settled'),
    ]

    operations = [
        migrations.AddField(
            model_name='commitment',
            name='currency',
            field=models.CharField(blank=True, max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Three capital letters: USD, KRW.')], verbose_name='currency'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='value',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='As it was named: an investment, an order, a grant. Empty where none was.', max_digits=16, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='stated value'),
        ),
        migrations.AddField(
            model_name='historicalcommitment',
            name='currency',
            field=models.CharField(blank=True, max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Three capital letters: USD, KRW.')], verbose_name='currency'),
        ),
        migrations.AddField(
            model_name='historicalcommitment',
            name='value',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='As it was named: an investment, an order, a grant. Empty where none was.', max_digits=16, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='stated value'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('value', None), models.Q(('currency', ''), _negated=True), _connector='OR'), name='a_promised_value_has_a_currency', violation_error_message='Say in which currency.'),
        ),
    ]
