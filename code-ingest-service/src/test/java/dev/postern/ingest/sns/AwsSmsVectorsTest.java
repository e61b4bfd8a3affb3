package dev.postern.ingest.sns;

import dev.postern.ingest.calling.FakeProviderCalls;
import dev.postern.ingest.calling.ProviderCalls;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.webhook.AdapterVectors;
import dev.postern.ingest.webhook.Vectors;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

class AwsSmsVectorsTest extends AdapterVectors {
    AwsSmsVectorsTest() {
        super("aws-sms.json");
    }

    @Override
    protected ProviderAdapter adapter(Clock clock) {
        Map<String, String> answers = new HashMap<>(Vectors.texts("aws-sms.json", "certificates"));
        answers.put(
                "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-central-1:210987654321:postern&Token=t1",
                "<ok/>");
        ProviderCalls calls = new FakeProviderCalls(answers);
        return new AwsSmsAdapter(new SnsSignature(new SigningCertificates(calls), clock), calls);
    }
}
